"""The campaigns: choosing one for the queue, making and editing them."""
