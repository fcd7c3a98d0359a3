"""The site: Django, with one app for each area of the site map."""
