"""The log of what people do with rounds, meetings and accounts."""
