"""Weighted sums of a series (加权和): everything the trend needs, from one pass over the years (section 4)."""

from dataclasses import dataclass

import numpy as np

from fuertong.assess.arrays import Bools, Floats, Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """n and the sums of w, wx, wz, wxx, wxz, wzz with x = year - reference year."""

    n: Ints
    s0: Floats
    s1: Floats
    s2: Floats
    s11: Floats
    s12: Floats
    s22: Floats

    def moved(self, delta: Floats, weight: float) -> "Sums":
        """The sums for the reference year moved by `delta` (<= 0), as section 4 gives it."""
        k = np.power(weight, delta)
        return Sums(
            n=self.n,
            s0=k * self.s0,
            s1=k * (self.s1 - delta * self.s0),
            s2=k * self.s2,
            s11=k * (self.s11 - 2 * delta * self.s1 + delta * delta * self.s0),
            s12=k * (self.s12 - delta * self.s2),
            s22=k * self.s22,
        )


def weigh(z: Floats, window: Bools, weight: float) -> tuple[Sums, Sums]:
    """The sums of all points of the window, and those of all but the latest year, both at the latest year."""
    size = z.shape[1]
    s0, s1, s2, s11, s12, s22 = (np.zeros(size) for _ in range(6))
    n = np.zeros(size, dtype=np.int64)
    for k in range(1, window.shape[0]):
        here = window[k]
        if not here.any():
            continue
        w = np.where(here, weight**k, 0.0)
        wz = w * z[k]
        n = n + here
        s0 = s0 + w
        s1 = s1 - k * w
        s2 = s2 + wz
        s11 = s11 + k * k * w
        s12 = s12 - k * wz
        s22 = s22 + wz * z[k]
    earlier = Sums(n=n, s0=s0, s1=s1, s2=s2, s11=s11, s12=s12, s22=s22)
    w = window[0].astype(np.float64)
    wz = w * z[0]
    every = Sums(n=n + window[0], s0=s0 + w, s1=s1, s2=s2 + wz, s11=s11, s12=s12, s22=s22 + wz * z[0])
    return every, earlier
