namespace DigitLab.Data.Tests.Batches;

public class EpochOrderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void Every_place_comes_once(int count) => Assert.Equal(Enumerable.Range(0, count), Order(count, 1, 0).Order());

    [Fact]
    public void Seed_and_epoch_choose_the_order()
    {
        int[] order = Order(100, seed: 1, epoch: 2);
        Assert.Equal(order, Order(100, seed: 1, epoch: 2));
        Assert.NotEqual(order, Order(100, seed: 1, epoch: 3));
        Assert.NotEqual(order, Order(100, seed: 2, epoch: 2));
    }

    [Fact]
    public void The_order_is_this_one_on_every_machine()
    {
        // Computed by a second implementation of Philox and Fisher-Yates, in Python.
        Assert.Equal([9, 10, 7, 3, 1, 4, 6, 8, 2, 11, 5, 0], Order(12, seed: 42, epoch: 0));
        Assert.Equal([2, 8, 10, 5, 11, 3, 0, 9, 7, 6, 4, 1], Order(12, seed: 42, epoch: 1));
    }

    private static int[] Order(int count, ulong seed, int epoch)
    {
        int[] order = new int[count];
        EpochOrder.Fill(order, seed, epoch);
        return order;
    }
}
