"""Exact decimals as integers: prices and sizes in 1e-8, edges in hundredths of a basis point."""

UNIT = 10**8


def e8(text: str) -> int:
    """`186.55` as 18655000000. Decimals below 1e-8 are float noise and are cut."""
    sign = -1 if text.startswith("-") else 1
    whole, _, fraction = text.lstrip("-").partition(".")
    return sign * (int(whole) * UNIT + int((fraction + "00000000")[:8]))


def text_of_e8(value: int) -> str:
    sign = "-" if value < 0 else ""
    whole, fraction = divmod(abs(value), UNIT)
    return f"{sign}{whole}.{f'{fraction:08d}'.rstrip('0') or '0'}"


def text_of_hundredths(value: int) -> str:
    sign = "-" if value < 0 else ""
    whole, fraction = divmod(abs(value), 100)
    return f"{sign}{whole}.{f'{fraction:02d}'.rstrip('0') or '0'}"


def divided_half_even(numerator: int, denominator: int) -> int:
    quotient, rest = divmod(numerator, denominator)
    return quotient + (2 * rest > denominator or (2 * rest == denominator and quotient % 2 == 1))
