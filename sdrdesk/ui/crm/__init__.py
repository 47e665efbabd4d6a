"""The CRM screen: connecting, how connections stand, what waits; and the sync that goes by itself."""
