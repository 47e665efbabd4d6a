"""The grid screen: read, edit, try, compare, replay and publish the definition of a good lead."""
