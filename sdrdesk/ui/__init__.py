"""The Qt side of sdrdesk: no SQL, no scoring, no file parsing."""
