"""``maillage serve``, ``maillage worker`` and ``maillage demo``."""

from __future__ import annotations

import click

HOST = click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
PORT = click.option("--port", type=int, default=8000, show_default=True)


@click.command()
@HOST
@PORT
def serve(host: str, port: int) -> None:
    """Serve the platform: pages, jobs and scheduler. Settings come from the environment, see docs/operations.md."""
    from .web.server import serve as serve_web

    serve_web(host=host, port=port)


@click.command()
def worker() -> None:
    """Do jobs of the platform beside `maillage serve`, on this machine or another (see docs/jobs.md)."""
    from .web.server import work

    work()


@click.command()
@HOST
@PORT
def demo(host: str, port: int) -> None:
    """Prepare a demonstration on real figures of Yvelines, and serve it."""
    import os

    os.environ["MAILLAGE_DEMO"] = "1"
    from .web.demo import prepare
    from .web.server import serve as serve_web

    prepare()
    click.echo(f"maillage shows Yvelines on http://localhost:{port}  (Ctrl-C stops it)")
    serve_web(host=host, port=port)
