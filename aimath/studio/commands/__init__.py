"""The commands, one a module."""

import click

from aimath.studio.commands.check import check
from aimath.studio.commands.clean import clean
from aimath.studio.commands.code import code
from aimath.studio.commands.doctor import doctor
from aimath.studio.commands.gif import gif
from aimath.studio.commands.list import list_lessons
from aimath.studio.commands.new import new
from aimath.studio.commands.render import render
from aimath.studio.commands.sheet import sheet
from aimath.studio.commands.slides import slides
from aimath.studio.commands.status import status
from aimath.studio.commands.watch import watch

COMMANDS: tuple[click.Command, ...] = (
    list_lessons,
    render,
    status,
    watch,
    clean,
    sheet,
    check,
    gif,
    slides,
    code,
    new,
    doctor,
)
