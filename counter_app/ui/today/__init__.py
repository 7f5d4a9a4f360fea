"""The first screen: what came in today and what is due."""
