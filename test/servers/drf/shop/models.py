import uuid

from django.db import models


class Maker(models.Model):
    name = models.CharField(max_length=40, unique=True)
    site = models.URLField(null=True, blank=True)


class Tag(models.Model):
    slug = models.SlugField(primary_key=True)


class Part(models.Model):
    class Kind(models.TextChoices):
        BOLT = "bolt", "Bolt"
        WING_NUT = "wing nut", "Wing nut"

    class Grade(models.IntegerChoices):
        A = 1
        B = 2

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=40, help_text="What it is called.")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    grade = models.IntegerField(choices=Grade.choices, default=Grade.A)
    price = models.DecimalField(max_digits=10, decimal_places=2)
    weight = models.FloatField(null=True, blank=True)
    stock = models.PositiveIntegerField(default=0)
    active = models.BooleanField(default=True)
    attributes = models.JSONField(default=dict, blank=True)
    note = models.TextField(blank=True, default="")
    launched_on = models.DateField(null=True, blank=True)
    lead_time = models.DurationField(null=True, blank=True)
    maker = models.ForeignKey(Maker, null=True, blank=True, on_delete=models.CASCADE)
    tags = models.ManyToManyField(Tag, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        unique_together = [("name", "kind")]


class Event(models.Model):
    number = models.IntegerField()
