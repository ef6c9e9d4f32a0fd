"""A plan as a Markdown file: `careerpath.render.markdown` writes it."""

from careerpath.render.markdown import render

__all__ = ["render"]
