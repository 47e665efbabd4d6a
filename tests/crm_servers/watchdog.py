"""Run a server for as long as someone holds our standard input: PORT LOG COMMAND…

Prints the id of the server's process once its port answers, and ends it when the input ends: also when the test that
started it was killed, for then the system closes the pipe.
"""

import socket
import subprocess
import sys
from pathlib import Path

PATIENCE = 1200
"""How often a port is tried, twenty times a second, before the server is given up."""


def answers(port: int) -> bool:
    """Whether something listens there."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def ready(server: "subprocess.Popen[bytes]", port: int) -> bool:
    """Wait until a server listens; False if it ended first, or took too long."""
    for _ in range(PATIENCE):
        if answers(port):
            return server.poll() is None  # or it is someone else's
        try:
            server.wait(timeout=0.05)
        except subprocess.TimeoutExpired:
            continue
        return False
    return False


def end(server: "subprocess.Popen[bytes]") -> None:
    """Ask a server to end, and insist after ten seconds."""
    server.terminate()
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def main(port: int, log: Path, command: list[str]) -> int:
    """Watch over one server; 1 if it never answered."""
    with log.open("wb") as written:
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=written, stderr=written)
        try:
            if not ready(server, port):
                return 1
            print(server.pid, flush=True)
            sys.stdin.buffer.read()
            return 0
        finally:
            end(server)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]))
