"""The table of responses."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SavedResponse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key_sha256", models.CharField(max_length=64, unique=True)),
                ("instrument_id", models.CharField(max_length=80)),
                ("instrument_version", models.CharField(max_length=20)),
                ("instrument_sha256", models.CharField(max_length=64)),
                ("sections_asked", models.JSONField(default=list)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("answers", models.JSONField(default=dict)),
                ("started_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("sealed_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
    ]
