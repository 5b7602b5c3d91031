using DigitLab.Neural.Tests.Networks.Inference;

namespace DigitLab.Neural.Tests.Training;

public sealed class AllocationTests
{
    public static TheoryData<OptimizerSettings> Optimizers =>
    [
        new SgdSettings(),
        new SgdSettings(0.9, IsNesterov: true) { WeightDecay = 1e-4, MaxNorm = 3, ClipValue = 1 },
        new RmsPropSettings(Momentum: 0.9) { L1 = 1e-5 },
        new AdagradSettings(),
        new AdamSettings(),
        new AdamSettings { WeightDecay = 0.01, IsDecoupled = true, ClipNorm = 1, Overrides = [new("*.bias", LearningRateFactor: 2)] },
        new LionSettings { WeightDecay = 0.01, IsDecoupled = true },
        new MuonSettings { WeightDecay = 0.01, IsDecoupled = true },
    ];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_training_step_allocates_nothing(OptimizerSettings settings)
    {
        Network network = TestNetworks.LeNet5();
        network.Initialize(1);
        using var workers = new Workers(2);
        NetworkPlan plan = network.ForTraining(batchSize: 8, workers);
        Optimizer optimizer = settings.Build(network.Parameters);
        var loss = new SoftmaxCrossEntropy();
        byte[] labels = TestDigits.Fill(plan.Input, firstSample: 0);
        AssertAllocatesNothing(workers, () =>
        {
            network.ClearGradients();
            plan.Forward();
            loss.Compute(plan.Output, labels, plan.OutputGradient);
            plan.Backward();
            optimizer.Step(0.001, workers);
        });
    }

    [Fact]
    public void A_training_step_with_dropout_allocates_nothing()
    {
        using var workers = new Workers(2);
        NetworkPlan plan = TestNetworks.Small().ForTraining(batchSize: 8, workers);
        AssertAllocatesNothing(workers, () =>
        {
            plan.Forward(new RandomKey(1, RandomPurpose.Dropout));
            plan.Backward();
        });
    }

    public static TheoryData<int, string> Layers
    {
        get
        {
            var layers = new TheoryData<int, string>();
            IReadOnlyList<LayerSample> samples = LayerSamples.All();
            for (int i = 0; i < samples.Count; i++)
            {
                layers.Add(i, $"{samples[i].Layer}");
            }

            return layers;
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void No_layer_allocates_anything(int number, string layer)
    {
        using var workers = new Workers(2);
        LayerSample sample = LayerSamples.All()[number];
        Assert.Equal(layer, $"{sample.Layer}");
        Shape shape = sample.Input.Shape;
        Tensor output = new(sample.Layer.OutputShape(shape)), outputGradient = new(output.Shape), inputGradient = new(shape);
        Pass training = new(sample.Layer, shape, isTraining: true, workers), inference = new(sample.Layer, shape, isTraining: false, workers);
        AssertAllocatesNothing(workers, () =>
        {
            sample.Layer.Forward(sample.Input, output, training);
            sample.Layer.Backward(sample.Input, output, outputGradient, inputGradient, training);
            sample.Layer.Forward(sample.Input, output, inference);
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void No_loss_allocates_anything(int number)
    {
        Loss loss = number switch { 0 => new SoftmaxCrossEntropy(0.1), 1 => new MulticlassHinge(isSquared: true), _ => new MeanSquaredError() };
        using var workers = new Workers(1);
        Tensor outputs = Draw.Tensor(new Shape(4, 10), 1), gradient = new(outputs.Shape);
        byte[] labels = [1, 2, 3, 4];
        AssertAllocatesNothing(workers, () => loss.Compute(outputs, labels, gradient));
    }

    [Fact]
    public void A_moving_average_allocates_nothing()
    {
        using var workers = new Workers(2);
        var average = new WeightAverage(TestNetworks.LeNet5(), 0.9);
        AssertAllocatesNothing(workers, () => average.Update(5, workers));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(50)]
    public void Inference_allocates_nothing(int batch)
    {
        using var workers = new Workers(2);
        NetworkPlan plain = TestNetworks.LeNet5().ForInference(batch, workers), folded = PreparedNetworks.Folded().ForInference(batch, workers);
        AssertAllocatesNothing(workers, () =>
        {
            plain.Forward();
            folded.Forward();
        });
    }

    // On none of the threads that work. While methods are compiled anew, at first, the runtime itself may allocate on them: so one round
    // without a byte is asked for, which a step that allocates would never give.
    internal static void AssertAllocatesNothing(Workers workers, Action step)
    {
        long least = long.MaxValue;
        long[] before = new long[workers.Threads + 1], after = new long[workers.Threads + 1];
        for (int round = 0; round < 8 && least > 0; round++)
        {
            Count(workers, before);
            for (int i = 0; i < 10; i++)
            {
                step();
            }

            Count(workers, after);
            least = Math.Min(least, after.AsSpan(1).ToArray().Sum() - before.AsSpan(1).ToArray().Sum());
        }

        Assert.Equal(0, least);
    }

    // Bytes that each thread has allocated so far, behind the number of threads that have said so.
    private static void Count(Workers workers, long[] counts)
    {
        counts[0] = 0;
        workers.Run(workers.Threads, new CountJob(counts));
    }

    private readonly struct CountJob(long[] counts) : IJob
    {
        // Each thread does one piece, because it waits for the others.
        public void Run(int piece)
        {
            counts[1 + piece] = GC.GetAllocatedBytesForCurrentThread();
            Interlocked.Increment(ref counts[0]);
            while (Volatile.Read(ref counts[0]) < counts.Length - 1)
            {
                Thread.Yield();
            }
        }
    }
}
