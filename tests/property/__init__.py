"""Laws that every answer obeys, whatever the data."""
