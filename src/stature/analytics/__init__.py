"""The scoring of the core over tables of millions of respondents."""
