"""What is in the database at the start."""

from datetime import datetime, timezone
from uuid import UUID

from django.contrib.auth.models import User
from rest_framework.authtoken.models import Token

from shop.models import Event, Maker, Part, Tag


def everything():
    user = User.objects.create_user("ann", password="p&w ü")
    Token.objects.create(user=user, key="0123456789abcdef")
    acme = Maker.objects.create(name="Acme", site="https://acme.example")
    Maker.objects.create(name="Bolt & Co")
    Tag.objects.create(slug="new")
    Tag.objects.create(slug="steel")
    for number in range(1, 6):
        Part.objects.create(
            id=UUID(int=number),
            name=f"P-{number}",
            kind="bolt" if number % 2 else "wing nut",
            price="12.50",
            maker=acme if number < 3 else None,
            created_at=datetime(2024, 1, 2, 3, 4, number, tzinfo=timezone.utc),
        )
    for number in range(5):
        Event.objects.create(number=number)
