"""CASE, the 1EdTech standard for exchanging competency frameworks: packages in and out."""

from stature.core.framework.exchange.case.model import CasePackage
from stature.core.framework.exchange.case.own_package import framework_from_case, is_own_export
from stature.core.framework.exchange.case.plain import case_data
from stature.core.framework.exchange.case.reading import CaseImport, read_case
from stature.core.framework.exchange.case.writing import case_package, package_of

__all__ = [
    "CaseImport",
    "CasePackage",
    "case_data",
    "case_package",
    "framework_from_case",
    "is_own_export",
    "package_of",
    "read_case",
]
