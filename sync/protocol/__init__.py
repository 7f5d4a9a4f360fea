"""What is said on the wire: entries, the digest chain and the canonical encoding."""
