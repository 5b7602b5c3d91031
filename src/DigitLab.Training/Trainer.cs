using System.Diagnostics;
using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>The training loop: batches forward and backward, a step of the optimizer each, validation after each epoch.</summary>
/// <remarks>
/// Everything else is a hook. The next batch is assembled while this one is computed. Position, sums and history are in
/// <see cref="Progress"/>, so that a run restored from a <see cref="Checkpoint"/> goes on with the same bits.
/// </remarks>
public sealed class Trainer
{
    private readonly TrainingData _data;
    private readonly IReadOnlyList<TrainingHook> _hooks;
    private readonly SoftmaxCrossEntropy _loss = new();
    private readonly Dictionary<int, NetworkPlan> _plans = [];   // one for full batches, one for an epoch's shorter last
    private readonly Evaluator _evaluator;
    private readonly List<double> _scores = [];
    private StopReason? _stop;

    /// <summary>A run's loop, standing at its start.</summary>
    /// <param name="configuration">What decides the bits.</param>
    /// <param name="network">Its weights are changed from what they are; its normalization is set to the data's.</param>
    /// <param name="data">The digits.</param>
    /// <param name="workers">The threads; they decide the time alone.</param>
    /// <param name="hooks">What happens beside.</param>
    /// <exception cref="ArgumentException">The configuration is out of its ranges, or there are no digits to learn from.</exception>
    public Trainer(
        TrainingConfiguration configuration, Network network, TrainingData data, Workers workers, params IReadOnlyList<TrainingHook> hooks)
    {
        Configuration = configuration.Checked();
        if (data.Training.Count == 0)
        {
            throw new ArgumentException($"{data.Training.Name}: expected digits to learn from, got none.", nameof(data));
        }

        (Network, Workers, _data, _hooks) = (network, workers, data, hooks);
        network.Normalization = data.Normalization;
        Optimizer = configuration.Optimizer.Build(network.Parameters);
        _evaluator = new Evaluator(network, workers);
    }

    /// <summary>What decides the bits.</summary>
    public TrainingConfiguration Configuration { get; }

    /// <summary>The network in training.</summary>
    public Network Network { get; }

    /// <summary>Its optimizer.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The threads.</summary>
    public Workers Workers { get; }

    /// <summary>The digits.</summary>
    public TrainingData Data => _data;

    /// <summary>Where the run stands; set it, before <see cref="Run"/>, to what a checkpoint says.</summary>
    public TrainingProgress Progress { get; set; } = new();

    /// <summary>Batches of an epoch.</summary>
    public int BatchesPerEpoch => (_data.Training.Count + Configuration.BatchSize - 1) / Configuration.BatchSize;

    /// <summary>The learning rate of the last step.</summary>
    public double LearningRate { get; private set; }

    /// <summary>Asks the run to end after the batch, or the epoch's validation, that it is at.</summary>
    public void Stop(StopReason reason) => _stop ??= reason;

    /// <summary>Trains from where <see cref="Progress"/> stands to the end.</summary>
    /// <param name="cancellation">Ends the run after the current batch, as interrupted.</param>
    /// <exception cref="TrainingFailedException">The loss is no longer a finite number.</exception>
    public StopReason Run(CancellationToken cancellation = default)
    {
        _stop = null;
        _scores.Clear();
        _scores.AddRange(Progress.History.Select(record => record.Score));
        var settings = new BatchSettings(Configuration.BatchSize, Configuration.Seed);
        using var batches = new BatchLoader(_data.Training, _data.Normalization, settings);
        batches.Seek(Progress.Epoch, Progress.Batch);
        foreach (TrainingHook hook in _hooks)
        {
            hook.BeforeRun(this);
        }

        while (_stop is null && Progress.Epoch < Configuration.MaxEpochs)
        {
            RunEpoch(batches, cancellation);
        }

        StopReason reason = _stop ?? StopReason.Finished;
        foreach (TrainingHook hook in _hooks)
        {
            hook.AfterRun(this, reason);
        }

        return reason;
    }

    private void RunEpoch(BatchLoader batches, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        double before = Progress.Seconds;
        while (Progress.Batch < BatchesPerEpoch)
        {
            if (cancellation.IsCancellationRequested)
            {
                Stop(StopReason.Interrupted);
            }

            if (_stop is not null)
            {
                return;
            }

            RunBatch(batches.Next());
            Progress = Progress with { Seconds = before + clock.Elapsed.TotalSeconds };
            foreach (TrainingHook hook in _hooks)
            {
                hook.AfterBatch(this);
            }
        }

        double training = before + clock.Elapsed.TotalSeconds;
        Evaluation? validation = _data.Validation.Count > 0 ? _evaluator.Evaluate(_data.Validation) : null;
        var record = new EpochRecord(
            Progress.Epoch + 1,
            Progress.MeanLoss,
            Progress.Accuracy,
            validation?.Loss,
            validation?.Accuracy,
            LearningRate,
            before + clock.Elapsed.TotalSeconds,
            Progress.Digits / training);
        Progress = new TrainingProgress { History = [.. Progress.History, record] };
        _scores.Add(record.Score);
        foreach (TrainingHook hook in _hooks)
        {
            hook.AfterEpoch(this, record);
        }
    }

    private void RunBatch(Batch batch)
    {
        NetworkPlan plan = PlanFor(batch.Count);
        batch.Images.Span.CopyTo(plan.Input.Span);
        Network.ClearGradients();
        plan.Forward(new RandomKey(Configuration.Seed, RandomPurpose.Dropout, batch.Epoch, batch.FirstSample));
        double loss = _loss.Compute(plan.Output, batch.Labels, plan.OutputGradient);
        if (!double.IsFinite(loss))
        {
            throw new TrainingFailedException(
                $"Epoch {Progress.Epoch + 1}, batch {Progress.Batch + 1}: the loss is {loss}: try a smaller learning rate than {Configuration.LearningRate}.");
        }

        plan.Backward();
        long step = ((long)Progress.Epoch * BatchesPerEpoch) + Progress.Batch;
        var moment = new ScheduleMoment(step, BatchesPerEpoch, Configuration.MaxEpochs);
        LearningRate = Configuration.LearningRate * Configuration.Schedule.FactorAt(moment, _scores);
        Optimizer.Step(LearningRate, Workers);
        Progress = Progress with
        {
            Batch = Progress.Batch + 1,
            Digits = Progress.Digits + batch.Count,
            LossSum = Progress.LossSum + (loss * batch.Count),
            Correct = Progress.Correct + Predictions.CountCorrect(plan.Output, batch.Labels),
        };
    }

    private NetworkPlan PlanFor(int batchSize)
    {
        if (!_plans.TryGetValue(batchSize, out NetworkPlan? plan))
        {
            _plans[batchSize] = plan = Network.ForTraining(batchSize, Workers);
        }

        return plan;
    }
}
