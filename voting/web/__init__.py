"""The application factory and one blueprint per visitor."""
