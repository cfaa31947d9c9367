"""The generator of java.util.SplittableRandom, written again so that scripts draw what the tests draw."""

M64 = (1 << 64) - 1


class Splittable:
    """Steele, Lea and Flood 2014, as in the JDK."""

    def __init__(self, seed, gamma=0x9E3779B97F4A7C15):
        self.seed, self.gamma = seed & M64, gamma

    def _next(self):
        self.seed = (self.seed + self.gamma) & M64
        return self.seed

    @staticmethod
    def _mix(z, shift1, by1, shift2, by2):
        z = ((z ^ (z >> shift1)) * by1) & M64
        return ((z ^ (z >> shift2)) * by2) & M64

    def bits32(self):
        return self._mix(self._next(), 33, 0x62A9D9ED799705F5, 28, 0xCB24D0A5C88C35B3) >> 32

    def split(self):
        z = self._mix(self._next(), 30, 0xBF58476D1CE4E5B9, 27, 0x94D049BB133111EB)
        seed = z ^ (z >> 31)
        z = self._mix(self._next(), 33, 0xFF51AFD7ED558CCD, 33, 0xC4CEB9FE1A85EC53)
        gamma = (z ^ (z >> 33)) | 1
        if (gamma ^ (gamma >> 1)).bit_count() < 24:
            gamma ^= 0xAAAAAAAAAAAAAAAA
        return Splittable(seed, gamma)

    def below(self, bound):
        r = self.bits32()
        if bound & (bound - 1) == 0:
            return r & (bound - 1)
        u = r >> 1
        while u - u % bound + bound - 1 >= 1 << 31:
            u = self.bits32() >> 1
        return u % bound

    def many(self, n, bound):
        return [self.below(bound) for _ in range(n)]
