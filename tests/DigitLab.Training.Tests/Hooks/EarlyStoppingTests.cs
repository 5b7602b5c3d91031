namespace DigitLab.Training.Tests;

public sealed class EarlyStoppingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_run_ends_after_as_many_epochs_without_improvement_as_the_patience_allows(int patience)
    {
        // With a rate so small that nothing is read otherwise, no epoch after the first can beat it.
        TrainingConfiguration configuration = Tiny.Configuration with { MaxEpochs = 20, LearningRate = 1e-12 };
        Trainer trainer = Tiny.Trainer(configuration, new EarlyStopping(patience));
        Assert.Equal(StopReason.EarlyStopping, trainer.Run());
        Assert.Equal(1 + patience, trainer.Progress.Epoch);
        Assert.Equal(1, trainer.Progress.Best!.Epoch);
    }

    [Fact]
    public void A_run_that_improves_goes_on_to_the_end()
    {
        TrainingConfiguration configuration = Tiny.Configuration with { MaxEpochs = 4, Monitor = MonitoredScore.TrainingLoss };
        Trainer trainer = Tiny.Trainer(configuration, new EarlyStopping(1));
        Assert.Equal(StopReason.Finished, trainer.Run());
        Assert.Equal(4, trainer.Progress.Epoch);
        Assert.Equal(4, trainer.Progress.Best!.Epoch);
    }

    [Theory]
    [InlineData(MonitoredScore.ValidationAccuracy)]
    [InlineData(MonitoredScore.ValidationLoss)]
    [InlineData(MonitoredScore.TrainingLoss)]
    public void The_best_epoch_is_the_first_with_the_best_monitored_score(MonitoredScore monitor)
    {
        Trainer trainer = Tiny.Trainer(Tiny.Configuration with { MaxEpochs = 8, LearningRate = 0.05, Monitor = monitor });
        trainer.Run();
        Assert.Equal(trainer.Progress.History.MaxBy(record => record.Score(monitor)), trainer.Progress.Best);
    }

    [Fact]
    public void The_decision_is_made_again_where_a_run_was_killed_right_after_it()
    {
        TrainingConfiguration configuration = Tiny.Configuration with { MaxEpochs = 20, LearningRate = 1e-12 };
        Trainer first = Tiny.Trainer(configuration, new EarlyStopping(2));
        first.Run();
        Trainer second = Tiny.Trainer(configuration, new EarlyStopping(2));
        second.Progress = first.Progress;
        Assert.Equal(StopReason.EarlyStopping, second.Run());
        Assert.Equal(3, second.Progress.Epoch);
    }

    [Fact]
    public void A_patience_below_one_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping(0));
}
