"""The SLA stand-up board: one shared screen for what sales and marketing promised each other.

Each line knows those below it and none above; within a folder a question has one name everywhere (``contact``).

    cli/  server/    the two doors: a command line and a web server
    pages/           one script a screen: fetch, judge, show
    screen/          what pages are made of: choices, headings, levers, figure/, charts/, sheet/, tables/, slider/ …
    output/          the same answers as text, JSON, Markdown, HTML and CSV
    words/ theme/    how answers are said and how they look, with glossary.py; nowhere else
    board/  demo/    the answers as of one minute, kept between viewers; a made-up company to look at
    records/         the snapshot: queries/ puts the questions of sql/ to it
    journal/         what people write: a chain of entries, of which every state is a fold
    load/            from a CRM's files to a snapshot with its facts
    access/          who may see and do what
    rules/           what each question means, on the statistics/ and the agreement/; all of it pure
    calendar.py  clock.py  exact.py  sql.py  errors.py
"""

__version__ = "0.1.0"
