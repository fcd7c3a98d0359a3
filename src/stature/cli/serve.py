"""``stature serve`` and ``stature worker``: the site, and those who do its background jobs."""

from __future__ import annotations

from typing import Annotated

import typer

from stature.cli.site import DEFAULT_FOLDER, DataFolder, the_site

Workers = Annotated[int, typer.Option(min=1, max=64, help="How many background workers.")]


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65_535, help="The port.")] = 8000,
    data: DataFolder = DEFAULT_FOLDER,
    web: Annotated[int, typer.Option(min=1, max=64, help="How many web processes.")] = 2,
    workers: Workers = 1,
    worker: Annotated[
        bool, typer.Option("--worker/--no-worker", help="Do background jobs here as well.")
    ] = True,
) -> None:
    """Serve the site and do its background jobs, until Ctrl-C.

    The data lie in SQLite in the folder, or in PostgreSQL when DATABASE_URL names one.
    """
    site = the_site()
    site.refuse_taken_port(host, port)
    site.prepare(data)
    typer.echo(f"Site:    http://{host}:{port}/")
    if not site.has_organisations():
        typer.echo("First:   stature organisation create NAME --administrator EMAIL", nl=False)
        typer.echo("" if data == DEFAULT_FOLDER else f" --data {data}")
    typer.echo("Stop:    press Ctrl-C")
    site.serve(
        data,
        host=host,
        port=port,
        web_processes=web,
        workers=workers if worker else 0,
        demo=False,
    )


def worker(data: DataFolder = DEFAULT_FOLDER, workers: Workers = 1) -> None:
    """Do background jobs on this machine, until Ctrl-C; the site runs elsewhere.

    Needs the DATABASE_URL and the STATURE_SECRET_KEY of the site.
    """
    the_site().keep_workers(data, workers=workers)
