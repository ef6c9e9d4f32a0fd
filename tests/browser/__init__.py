"""What only other people's programs can tell: a real browser, axe, Graphviz, Mermaid."""
