"""The terminal app: screens and widgets over the service, and nothing that the service should know."""
