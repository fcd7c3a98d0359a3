"""Reading files of answers: CSV, Excel, SPSS and JSON, in long or wide form."""

from stature.core.instrument.answer_files.reading import AnswersRead, read_answers

__all__ = ["AnswersRead", "read_answers"]
