"""CASE, the 1EdTech standard for exchanging competency frameworks: packages in and out."""

from stature.core.framework.exchange.case.model import CasePackage
from stature.core.framework.exchange.case.reading import CaseImport, read_case

__all__ = ["CaseImport", "CasePackage", "read_case"]
