namespace DigitLab.Neural.Tests.Random;

public sealed class RandomSourceTests
{
    private const int Many = 200_000;

    private static readonly RandomKey Key = new(2026, RandomPurpose.Test, Epoch: 5, Sample: 9);

    [Fact]
    public void The_first_numbers_of_a_stream_never_change()
    {
        // The counter is (block, purpose·2²⁴ + epoch, sample); a block's last word comes first.
        (uint r0, uint r1, uint r2, uint r3) = Philox.Block((0, (6u << 24) | 5, 9, 0), 2026, 0);
        (_, _, _, uint next) = Philox.Block((1, (6u << 24) | 5, 9, 0), 2026, 0);
        RandomSource random = Key.Open();
        Assert.Equal([r3, r0, r1, r2, next], [random.NextUInt32(), random.NextUInt32(), random.NextUInt32(), random.NextUInt32(), random.NextUInt32()]);
    }

    [Fact]
    public void The_same_key_gives_the_same_numbers() => Assert.Equal(Words(Key), Words(Key));

    [Fact]
    public void Keys_that_differ_anywhere_give_other_numbers()
    {
        RandomKey[] keys =
        [
            Key, Key with { Seed = 2027 }, Key with { Seed = 2026 | (1UL << 40) }, Key with { Purpose = RandomPurpose.Dropout }, Key with { Epoch = 6 },
            Key with { Sample = 10 }, Key with { Sample = 9 | (1L << 40) }, Key with { Sample = -9 },
        ];
        Assert.Distinct(keys.Select(key => string.Join(' ', Words(key))));
        Assert.Distinct(keys.SelectMany(Words));   // 128 words of 32 bits: two would meet by chance once in half a million tries
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1 << 24)]
    public void An_epoch_out_of_range_is_refused(int epoch) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => (Key with { Epoch = epoch }).Open());

    [Fact]
    public void The_last_epoch_is_taken() => Assert.NotEqual(Words(Key), Words(Key with { Epoch = (1 << 24) - 1 }));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void Filling_gives_the_numbers_of_single_calls_from_any_place_on(int before)
    {
        foreach (int count in (int[])[0, 1, 2, 3, 4, 5, 15, 16, 17, 19, 31, 33, 64, 150])
        {
            RandomSource one = Key.Open(), many = Key.Open();
            for (int i = 0; i < before; i++)
            {
                Assert.Equal(one.NextUInt32(), many.NextUInt32());
            }

            uint[] words = new uint[count];
            many.Fill(words);
            foreach (uint word in words)
            {
                Assert.Equal(one.NextUInt32(), word);
            }

            Assert.Equal(one.NextUInt32(), many.NextUInt32());
        }
    }

    [Fact]
    public void Singles_and_doubles_are_uniform_from_0_to_below_1()
    {
        RandomSource random = Key.Open();
        AssertUniform(() => random.NextSingle());
        AssertUniform(() => random.NextDouble());
        AssertUniform(() => (random.NextBetween(-3, 5) + 3) / 8);
    }

    [Fact]
    public void Singles_are_multiples_of_2_to_the_minus_24()
    {
        RandomSource random = Key.Open();
        for (int i = 0; i < 1000; i++)
        {
            double steps = random.NextSingle() * (double)(1 << 24);
            Assert.Equal(Math.Floor(steps), steps);
        }
    }

    [Fact]
    public void Normal_numbers_have_the_normal_moments_and_tails()
    {
        RandomSource random = Key.Open();
        double sum = 0, squares = 0, cubes = 0, fourths = 0, products = 0, last = 0;
        int beyond2 = 0;
        for (int i = 0; i < Many; i++)
        {
            double x = random.NextNormal();
            sum += x;
            squares += x * x;
            cubes += x * x * x;
            fourths += x * x * x * x;
            products += x * last;
            beyond2 += Math.Abs(x) > 2 ? 1 : 0;
            last = x;
        }

        // Within 5 deviations of each mean: the variances of x, x², x³, x⁴ and of a product of neighbours are 1, 2, 15, 96 and 1.
        double unit = 5 / Math.Sqrt(Many);
        Assert.Equal(0, sum / Many, unit);
        Assert.Equal(1, squares / Many, unit * Math.Sqrt(2));
        Assert.Equal(0, cubes / Many, unit * Math.Sqrt(15));
        Assert.Equal(3, fourths / Many, unit * Math.Sqrt(96));
        Assert.Equal(0, products / Many, unit);
        Assert.Equal(0.0455003, (double)beyond2 / Many, unit * Math.Sqrt(0.0455 * 0.9545));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(97)]
    public void Whole_numbers_below_a_bound_are_equally_likely(int bound)
    {
        RandomSource random = Key.Open();
        int[] counts = new int[bound];
        for (int i = 0; i < Many; i++)
        {
            counts[random.NextInt32(bound)]++;
        }

        AssertEven(counts);
    }

    [Fact]
    public void Whole_numbers_below_a_bound_that_divides_badly_are_equally_likely()
    {
        // 3·2²⁹: eight words for three results. Without rejection two of each three neighbours would get three words and the third one two.
        const int bound = 3 << 29;
        RandomSource random = Key.Open();
        int[] counts = new int[3];
        for (int i = 0; i < Many; i++)
        {
            int number = random.NextInt32(bound);
            Assert.InRange(number, 0, bound - 1);
            counts[number % 3]++;
        }

        AssertEven(counts);
    }

    [Fact]
    public void The_largest_bound_is_taken()
    {
        RandomSource random = Key.Open();
        for (int i = 0; i < 1000; i++)
        {
            Assert.InRange(random.NextInt32(int.MaxValue), 0, int.MaxValue - 1);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_bound_below_1_is_refused(int bound) => Assert.Throws<ArgumentOutOfRangeException>(() =>
    {
        RandomSource random = Key.Open();
        return random.NextInt32(bound);
    });

    [Fact]
    public void Every_order_is_equally_likely()
    {
        RandomSource random = Key.Open();
        var counts = new Dictionary<string, int>();
        for (int i = 0; i < 48_000; i++)
        {
            char[] letters = ['a', 'b', 'c', 'd'];
            random.Shuffle(letters.AsSpan());
            string order = new(letters);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(24, counts.Count);
        AssertEven([.. counts.Values]);
    }

    private static uint[] Words(RandomKey key)
    {
        RandomSource random = key.Open();
        uint[] words = new uint[16];
        foreach (ref uint word in words.AsSpan())
        {
            word = random.NextUInt32();
        }

        return words;
    }

    private static void AssertUniform(Func<double> next)
    {
        double sum = 0;
        int[] counts = new int[64];
        for (int i = 0; i < Many; i++)
        {
            double x = next();
            Assert.InRange(x, 0, 1 - Math.Pow(2, -53));
            sum += x;
            counts[(int)(x * counts.Length)]++;
        }

        Assert.Equal(0.5, sum / Many, 5 / Math.Sqrt(12.0 * Many));
        AssertEven(counts);
    }

    // Pearson's χ² has the mean n − 1 and the variance 2(n − 1): within 5 deviations.
    private static void AssertEven(int[] counts)
    {
        double expected = counts.Average();
        double chiSquare = counts.Sum(count => (count - expected) * (count - expected) / expected);
        Assert.True(chiSquare <= counts.Length - 1 + (5 * Math.Sqrt(2 * (counts.Length - 1))), $"χ² is {chiSquare} for {counts.Length} classes");
    }
}
