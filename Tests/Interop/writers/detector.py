"""When is it a signal? The deployed bot's rule: docs/formats.md and the gates described there."""

from dataclasses import dataclass, field

from decimals import UNIT, divided_half_even, text_of_e8, text_of_hundredths

EWMA_ALPHA = 0.05
SHOCK_DIVISOR = 5


@dataclass
class Settings:
    cost_hundredths: int = 1100
    sizing_alpha_e8: int = UNIT // 10
    max_notional_e8: int = 1000 * UNIT
    bbo_age_ms: int = 2000
    ctx_age_ms: int = 8000
    mark_divergence_bps: float = 50.0
    spread_shock_ratio: float = 6.0

    @staticmethod
    def of(config: dict[str, str]) -> "Settings":
        settings = Settings()
        number = lambda key, usual: float(config.get(key, usual))
        cost = number("detector.taker_fee_bps", 4) + number("detector.slippage_bps", 2)
        settings.cost_hundredths = round((cost + number("detector.min_edge_bps", 5)) * 100)
        settings.sizing_alpha_e8 = round(number("risk.sizing_alpha", 0.1) * UNIT)
        settings.max_notional_e8 = round(number("risk.max_notional", 1000) * UNIT)
        settings.bbo_age_ms = int(number("risk.bbo_age_ms", 2000))
        settings.ctx_age_ms = int(number("risk.ctx_age_ms", 8000))
        settings.mark_divergence_bps = number("risk.mark_divergence_bps", 50)
        settings.spread_shock_ratio = number("risk.spread_shock_ratio", 6)
        return settings


@dataclass(frozen=True)
class Signal:
    timestamp_ms: int
    market_key: str
    side: str
    raw_hundredths: int
    net_hundredths: int
    oracle_e8: int
    best_e8: int
    best_size_e8: int
    suggested_e8: int
    number: int

    @property
    def signal_id(self) -> str:
        return f"sig_{self.market_key}_{self.side}_{self.timestamp_ms}_{self.number}"

    @property
    def line(self) -> bytes:
        return (
            f'{{"timestamp_ms":{self.timestamp_ms},"market_key":"{self.market_key}","side":"{self.side}",'
            f'"raw_edge_bps":{text_of_hundredths(self.raw_hundredths)},'
            f'"net_edge_bps":{text_of_hundredths(self.net_hundredths)},'
            f'"oracle_px":{text_of_e8(self.oracle_e8)},"best_px":{text_of_e8(self.best_e8)},'
            f'"best_size":{text_of_e8(self.best_size_e8)},"suggested_size":{text_of_e8(self.suggested_e8)},'
            f'"signal_id":"{self.signal_id}"}}\n'
        ).encode()


@dataclass
class Detector:
    """One market. Prices in 1e-8; a level is (price, size)."""

    market_key: str
    settings: Settings
    # From the venue's tables; a lost connection leaves them.
    cap_e8: int | None = None
    are_terms_changed: bool = False
    is_halted: bool = False
    # What came through the connection.
    bid: tuple | None = None
    ask: tuple | None = None
    bbo_ms: int | None = None
    oracle: int | None = None
    mark: int | None = None
    open_interest: int | None = None
    ctx_ms: int | None = None
    block_ms: int | None = None
    went_back: bool = False
    mean_spread: float | None = None
    emitted: dict = field(default_factory=dict)
    numbers: dict = field(default_factory=dict)

    def connection_lost(self) -> None:
        self.bid = self.ask = self.bbo_ms = self.oracle = self.mark = self.open_interest = None
        self.ctx_ms = self.block_ms = self.mean_spread = None
        self.went_back = False
        self.emitted.clear()

    def bbo(self, bid, ask, block_ms: int, now_ms: int) -> list[Signal]:
        if self.block_ms is not None and block_ms < self.block_ms:
            self.went_back = True
        self.block_ms = max(block_ms, self.block_ms or 0)
        self.bid, self.ask, self.bbo_ms = bid, ask, now_ms
        is_blocked = self.is_blocked(now_ms)
        found = self.evaluate(is_blocked, now_ms)
        if not is_blocked and bid and ask and ask[0] > bid[0]:
            spread = ask[0] - bid[0]
            mean = self.mean_spread
            self.mean_spread = float(spread) if mean is None else mean + EWMA_ALPHA * (spread - mean)
        return found

    def context(self, oracle, mark, open_interest, now_ms: int) -> list[Signal]:
        self.oracle, self.mark, self.open_interest, self.ctx_ms = oracle, mark, open_interest, now_ms
        return self.evaluate(self.is_blocked(now_ms), now_ms)

    def is_blocked(self, now_ms: int) -> bool:
        limits = self.settings
        if limits.bbo_age_ms and self.bbo_ms is not None and now_ms - self.bbo_ms > limits.bbo_age_ms:
            return True
        if limits.ctx_age_ms and self.ctx_ms is not None and now_ms - self.ctx_ms > limits.ctx_age_ms:
            return True
        if limits.mark_divergence_bps and self.bid and self.ask and self.mark is not None:
            twice_mid = self.bid[0] + self.ask[0]
            if abs(2 * self.mark - twice_mid) * 10_000 > limits.mark_divergence_bps * twice_mid:
                return True
        if limits.spread_shock_ratio and self.is_spread_above(limits.spread_shock_ratio):
            return True
        price = self.oracle if self.mark is None else self.mark
        if self.cap_e8 is not None and self.open_interest is not None and price is not None:
            if self.open_interest * price >= self.cap_e8 * UNIT:
                return True
        return self.went_back or self.are_terms_changed or self.is_halted

    def is_spread_above(self, ratio: float) -> bool:
        if not (self.bid and self.ask and self.mean_spread):
            return False
        return self.ask[0] - self.bid[0] > ratio * self.mean_spread

    def evaluate(self, is_blocked: bool, now_ms: int) -> list[Signal]:
        found = []
        for side, best in (("buy", self.ask), ("sell", self.bid)):
            edge = 0
            if self.oracle and best:
                edge = self.oracle - best[0] if side == "buy" else best[0] - self.oracle
            if not (self.oracle and best) or edge * 1_000_000 < self.settings.cost_hundredths * self.oracle:
                self.emitted.pop(side, None)  # the cross is over
                continue
            seen = (best, self.oracle)
            if is_blocked or self.emitted.get(side) == seen:
                continue
            self.emitted[side] = seen
            found.append(self.signal(side, best, edge, now_ms))
        return found

    def signal(self, side: str, best, edge: int, now_ms: int) -> Signal:
        last_ms, number = self.numbers.get(side, (0, 0))
        number = number + 1 if last_ms == now_ms else 0
        self.numbers[side] = (now_ms, number)
        raw = divided_half_even(edge * 1_000_000, self.oracle)
        twice_mid = self.bid[0] + self.ask[0] if self.bid and self.ask else 2 * best[0]
        size = min(
            self.settings.sizing_alpha_e8 * best[1] // UNIT,
            self.settings.max_notional_e8 * 2 * UNIT // twice_mid,
        )
        if self.settings.spread_shock_ratio and self.is_spread_above(self.settings.spread_shock_ratio / 2):
            size //= SHOCK_DIVISOR
        return Signal(
            now_ms, self.market_key, side, raw, raw - self.settings.cost_hundredths, self.oracle, best[0], best[1],
            size, number,
        )
