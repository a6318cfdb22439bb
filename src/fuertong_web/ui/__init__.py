"""The look and the components every page is made of."""
