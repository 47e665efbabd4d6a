"""The hand-off sheet on the screen."""
