"""One drawing code for the page, the PDF and the download: values in, an SVG string out.

Each function returns :class:`~maillage.outputs.drawing.svg.Svg`, which templates insert as it is. A drawing carries a
``<title>`` and a ``<desc>``, takes its ink from ``currentColor`` where the theme decides, and holds neither ``style``
attributes nor ``<style>`` elements, so that a strict content security policy lets it through. ``standalone`` makes it a
file of its own. The table beside a drawing is its caller's.
"""
