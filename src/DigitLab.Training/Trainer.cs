using System.Diagnostics;
using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>The training loop: batches forward and backward, a step of the optimizer each, validation after each epoch.</summary>
/// <remarks>
/// Everything else is a hook. Training digits are augmented as the configuration says, validation digits never. Position, sums and history
/// are in <see cref="Progress"/>, so that a run restored from a <see cref="Checkpoint"/> goes on with the same bits.
/// </remarks>
public sealed class Trainer
{
    private readonly TrainingData _data;
    private readonly TrainingHook[] _hooks;
    private readonly Loss _loss;
    private readonly Distillation? _distillation;
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
    /// <exception cref="ArgumentException">The configuration is out of its ranges, or the digits do not fit it or the network.</exception>
    public Trainer(
        TrainingConfiguration configuration, Network network, TrainingData data, Workers workers, params IReadOnlyList<TrainingHook> hooks)
    {
        Configuration = configuration.Checked();
        data.RequireFitting(configuration, network);
        (Network, Workers, _data, _hooks) = (network, workers, data, [.. hooks]);
        network.Normalization = data.Normalization;
        Optimizer = configuration.Optimizer.Build(network.Parameters);
        _loss = configuration.Loss.Build();
        _distillation = configuration.Teacher is TeacherSettings teacher ? new Distillation(teacher, TeachingOf(teacher, data, workers), _loss, data.WrittenCount) : null;
        Average = configuration.AverageDecay > 0 ? new WeightAverage(network, configuration.AverageDecay) : null;
        _evaluator = new Evaluator(Evaluated, workers, configuration.Loss.BuildForEvaluation());
    }

    /// <summary>What decides the bits.</summary>
    public TrainingConfiguration Configuration { get; }

    /// <summary>The network in training.</summary>
    public Network Network { get; }

    /// <summary>The moving average of its weights; null if the configuration wants none.</summary>
    public WeightAverage? Average { get; }

    /// <summary>The network that is validated and saved: the average if there is one, else the network in training.</summary>
    public Network Evaluated => Average?.Network ?? Network;

    /// <summary>Its optimizer.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The threads.</summary>
    public Workers Workers { get; }

    /// <summary>The digits.</summary>
    public TrainingData Data => _data;

    /// <summary>Where the run stands; set it, before <see cref="Run"/>, to what a checkpoint says.</summary>
    public TrainingProgress Progress { get; set; } = new();

    /// <summary>The epoch whose weights the run keeps so far; null before one is over.</summary>
    public EpochRecord? Kept => Configuration.KeptOf(Progress.History);

    /// <summary>Batches of an epoch.</summary>
    public int BatchesPerEpoch => (_data.Training.Count + Configuration.BatchSize - 1) / Configuration.BatchSize;

    /// <summary>The learning rate of the next step, while the run is under way.</summary>
    public double LearningRate => RateOf(Progress.Batch);

    /// <summary>Asks the run to end after the batch, or the epoch's validation, that it is at.</summary>
    public void Stop(StopReason reason) => _stop ??= reason;

    /// <summary>Trains from where <see cref="Progress"/> stands to the end.</summary>
    /// <param name="cancellation">Ends the run after the current batch, as interrupted.</param>
    /// <exception cref="TrainingFailedException">The loss or a weight is no longer a finite number, or beyond any that training could bring back.</exception>
    /// <exception cref="InvalidOperationException">The network does not hold the initial weights that the configuration names.</exception>
    public StopReason Run(CancellationToken cancellation = default)
    {
        RequireInitialWeights();
        _stop = null;
        _scores.Clear();
        _scores.AddRange(Progress.History.Select(record => record.Score(Configuration.MonitorInEffect)));
        var batches = new BatchLoader(_data.Training, _data.Normalization, SettingsOfBatches(), Workers);
        (int epochs, int batch) = Math.DivRem(Progress.Batch, BatchesPerEpoch);   // all of them are over if it stopped before the validation
        batches.Seek(Progress.Epoch + epochs, batch);
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
        foreach (TrainingHook hook in _hooks)
        {
            hook.BeforeEpoch(this);
        }

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

            foreach (TrainingHook hook in _hooks)
            {
                hook.BeforeBatch(this);
            }

            RunBatch(batches.Next());
            Progress = Progress with { Seconds = before + clock.Elapsed.TotalSeconds };
            foreach (TrainingHook hook in _hooks)
            {
                hook.AfterBatch(this);
            }
        }

        Evaluation? validation = Validate();
        var record = new EpochRecord(
            Progress.Epoch + 1,
            Progress.MeanLoss,
            Progress.Accuracy,
            validation?.Loss,
            validation?.Accuracy,
            RateOf(BatchesPerEpoch - 1),
            before + clock.Elapsed.TotalSeconds,
            Progress.Digits / Progress.Seconds);
        Close(record);
        foreach (TrainingHook hook in _hooks)
        {
            hook.AfterEpoch(this, record);
        }
    }

    // Allocates nothing once each size of batch has come.
    private void RunBatch(Batch batch)
    {
        NetworkPlan plan = PlanFor(batch.Count);
        batch.Images.Span.CopyTo(plan.Input.Span);
        Network.ClearGradients();
        plan.Forward(new RandomKey(Configuration.Seed, RandomPurpose.Dropout, batch.Epoch, batch.FirstSample));
        double loss = batch.IsMixed
            ? _loss.ComputeMixed(plan.Output, batch.Labels, batch.OtherLabels, batch.Shares, plan.OutputGradient)
            : _loss.Compute(plan.Output, batch.Labels, plan.OutputGradient, Workers);
        loss = _distillation?.Add(plan.Output, batch, loss, plan.OutputGradient) ?? loss;
        if (Divergence.Of(loss) is string lost)
        {
            throw Failure($"the loss {lost}", batch.Number);
        }

        plan.BackwardAndStep(Optimizer, LearningRate);
        Average?.Update(Optimizer.StepCount, Workers);
        Progress = Progress with
        {
            Batch = Progress.Batch + 1,
            Digits = Progress.Digits + batch.Count,
            LossSum = Progress.LossSum + (loss * batch.Count),
            Correct = Progress.Correct + Predictions.CountCorrect(plan.Output, batch.Labels),
        };
    }

    private BatchSettings SettingsOfBatches() => new(
        Configuration.BatchSize,
        Configuration.Seed,
        Augmentation: Configuration.Augmentation is AugmentationSettings augmentation ? new DigitAugmentation(augmentation) : null,
        MixingAlpha: Configuration.Augmentation?.MixingAlpha ?? 0);

    private Evaluation? Validate()
    {
        if (Divergence.Of(Network) is string what)
        {
            throw Failure(what, Progress.Batch - 1);
        }

        Evaluation? validation = _data.Validation.Count > 0 ? _evaluator.Evaluate(_data.Validation) : null;
        return validation is not null && Divergence.Of(validation.Loss) is string lost
            ? throw Failure($"the validation loss {lost}", Progress.Batch - 1)
            : validation;
    }

    private void Close(EpochRecord record)
    {
        EpochRecord[] history = [.. Progress.History, record];
        _scores.Add(record.Score(Configuration.MonitorInEffect));
        Progress = new TrainingProgress { History = history, Best = Configuration.BestOf(history) };
    }

    // The schedule's rate for a batch of the current epoch.
    private double RateOf(int batch)
    {
        long step = ((long)Progress.Epoch * BatchesPerEpoch) + batch;
        var moment = new ScheduleMoment(step, BatchesPerEpoch, Configuration.MaxEpochs);
        return Configuration.LearningRate * Configuration.Schedule.FactorAt(moment, _scores);
    }

    private NetworkPlan PlanFor(int batchSize)
    {
        if (!_plans.TryGetValue(batchSize, out NetworkPlan? plan))
        {
            _plans[batchSize] = plan = Network.ForTraining(batchSize, Workers);
        }

        return plan;
    }

    private TrainingFailedException Failure(string what, int batch) => new(
        $"Epoch {Progress.Epoch + 1}, batch {batch + 1}: {what}: try a learning rate well below {Configuration.LearningRate}, "
        + "a schedule with a warm-up, or clipped gradients (--clip-norm 1); the weights saved before are good.");

    private void RequireInitialWeights()
    {
        if (Configuration.InitialWeights is string expected && Optimizer.StepCount == 0 && WeightsHash.Of(Network) != expected)
        {
            throw new InvalidOperationException(
                $"Training {Network.Name}: expected initial weights {expected[..Math.Min(12, expected.Length)]}…, got others: load the model file that the run starts from.");
        }
    }

    private static ITeaching TeachingOf(TeacherSettings settings, TrainingData data, Workers workers) => settings.Reads == TeacherReading.Augmented
        ? new LiveTeaching(data.Teachers, data.Normalization, settings.Temperature, workers)
        : new RememberedTeaching(data.Targets!);
}
