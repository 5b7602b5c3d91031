using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training.Tests;

public sealed class DistillationTests : IDisposable
{
    private static readonly TrainingConfiguration Taught = Tiny.Configuration with { Teacher = new TeacherSettings(Temperature: 3, Share: 0.7) };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Network[] Teachers => [Tiny.Network(seed: 1), Tiny.Network(seed: 2)];

    [Theory]
    [InlineData(TeacherReading.Original, 6)]
    [InlineData(TeacherReading.Augmented, 6)]
    [InlineData(TeacherReading.Original, 3)]   // the last three are rendered
    public void The_gradient_is_that_of_the_loss(TeacherReading reads, int written)
    {
        DigitDataset digits = Tiny.Digits(6);
        Batch batch = BatchOf(digits, 6);
        ITeaching teaching = reads == TeacherReading.Original
            ? new RememberedTeaching(SoftTargets.Of(Teachers, digits, 3, Workers.Shared))
            : new LiveTeaching(Teachers, InputNormalization.Unit, 3, Workers.Shared);
        var loss = new SoftmaxCrossEntropy();
        var distillation = new Distillation(Taught.Teacher!, teaching, loss, written);
        var output = new Tensor(new Shape(6, 10));
        RandomSource random = new RandomKey(3, RandomPurpose.Test).Open();
        foreach (ref float value in output.Span)
        {
            value = (4 * random.NextSingle()) - 2;
        }

        byte[] labels = batch.Labels.ToArray();
        var gradient = new Tensor(output.Shape);
        Loss(gradient);

        const float Step = 1e-2f;
        for (int i = 0; i < output.Span.Length; i++)
        {
            float middle = output.Span[i];
            output.Span[i] = middle + Step;
            double above = Loss(new Tensor(output.Shape));
            output.Span[i] = middle - Step;
            double below = Loss(new Tensor(output.Shape)), difference = (above - below) / (2 * Step);
            output.Span[i] = middle;
            Assert.True(Math.Abs(difference - gradient.Span[i]) <= 1e-4, $"{i}: {difference} by differences, {gradient.Span[i]} computed");
        }

        double Loss(Tensor goal) => distillation.Add(output, batch, loss.Compute(output, labels, goal), goal);
    }

    [Fact]
    public void A_network_that_says_what_its_teacher_says_has_nothing_to_learn_from_it()
    {
        DigitDataset digits = Tiny.Digits(3);
        Network teacher = Tiny.Network();
        Batch batch = BatchOf(digits, 3);
        var distillation = new Distillation(new TeacherSettings(2, Share: 1), new RememberedTeaching(SoftTargets.Of([teacher], digits, 2, Workers.Shared)), new SoftmaxCrossEntropy(), writtenCount: 3);
        NetworkPlan plan = teacher.ForInference(3, Workers.Shared);
        InputNormalization.Unit.Translate(batch.Images.Span, teacher.Normalization, plan.Input.Span);
        plan.Forward();
        var gradient = new Tensor(plan.Output.Shape);

        Assert.True(Math.Abs(distillation.Add(plan.Output, batch, 5, gradient)) < 1e-6);
        Assert.All(gradient.Span.ToArray(), value => Assert.True(Math.Abs(value) < 1e-6));
    }

    [Fact]
    public void Teachers_that_read_beside_the_training_say_of_original_digits_what_they_said_before_it()
    {
        DigitDataset digits = Tiny.Digits(7);
        Network[] teachers = Teachers;
        teachers[1].Normalization = InputNormalization.Standard(0.5f, 0.25f);   // each reads through its own
        Batch batch = BatchOf(digits, 7);
        var live = new LiveTeaching(teachers, InputNormalization.Unit, 3, Workers.Shared);
        var remembered = new RememberedTeaching(SoftTargets.Of(teachers, digits, 3, Workers.Shared));
        live.Read(batch);
        remembered.Read(batch);

        Assert.All(Enumerable.Range(0, 7), sample => Assert.All(
            live.Of(sample).ToArray().Zip(remembered.Of(sample).ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5f)));
        Assert.NotEqual(live.Of(0).ToArray(), live.Of(1).ToArray());
    }

    [Fact]
    public void What_a_student_learns_of_augmented_digits_depends_on_what_its_teachers_read()
    {
        TrainingConfiguration original = Taught with { Augmentation = AugmentationParser.Parse("rotation=20") };
        TrainingConfiguration augmented = original with { Teacher = original.Teacher! with { Reads = TeacherReading.Augmented } };
        TrainingData data = Tiny.Data(original);

        string remembered = Trained(original, data with { Targets = SoftTargets.Of(Teachers, data.Training, 3, Workers.Shared) }, threads: 1);
        string live = Trained(augmented, data with { Teachers = Teachers }, threads: 1);

        Assert.NotEqual(remembered, live);
        Assert.Equal(live, Trained(augmented, data with { Teachers = Teachers }, threads: 3));

        static string Trained(TrainingConfiguration configuration, TrainingData data, int threads)
        {
            using var workers = new Workers(threads);
            Network student = Tiny.Network();
            new Trainer(configuration, student, data, workers).Run();
            return WeightsHash.Of(student);
        }
    }

    [Fact]
    public void Of_rendered_digits_only_the_labels_count()
    {
        DigitDataset digits = Tiny.Digits(4);
        Batch batch = BatchOf(digits, 4);
        var loss = new SoftmaxCrossEntropy();
        var output = new Tensor(new Shape(4, 10));
        output.Span[7] = 1;
        Tensor gradient = new(output.Shape), untaught = new(output.Shape);
        double byLabels = loss.Compute(output, batch.Labels, untaught);
        untaught.Span.CopyTo(gradient.Span);

        var distillation = new Distillation(Taught.Teacher!, new RememberedTeaching(SoftTargets.Of(Teachers, digits, 3, Workers.Shared)), loss, writtenCount: 0);

        Assert.Equal(byLabels, distillation.Add(output, batch, byLabels, gradient), 1e-12);
        Assert.Equal(untaught.Span.ToArray(), gradient.Span.ToArray());
    }

    [Fact]
    public void A_student_comes_nearer_to_its_teacher_than_one_that_has_only_labels()
    {
        Network teacher = Tiny.Network(seed: 77);   // its weights are drawn: what it says is in no label
        TrainingConfiguration alone = Tiny.Configuration with { MaxEpochs = 10 };
        TrainingData data = Tiny.Data(alone);
        var targets = SoftTargets.Of([teacher], data.Training, 3, Workers.Shared);

        double taught = Distance(new Trainer(alone with { Teacher = new TeacherSettings(3, Share: 1) }, Tiny.Network(), data with { Targets = targets }, Workers.Shared));
        double unaware = Distance(new Trainer(alone, Tiny.Network(), data, Workers.Shared));

        Assert.True(taught < unaware / 2, $"{taught} with a teacher, {unaware} without");

        double Distance(Trainer trainer)
        {
            trainer.Run();
            DigitProbabilities student = DigitProbabilities.Read(trainer.Network, data.Training, Workers.Shared, temperature: 3);
            DigitProbabilities said = DigitProbabilities.Read(teacher, data.Training, Workers.Shared, temperature: 3);
            return Enumerable.Range(0, data.Training.Count).Sum(i => student.Of(i).Zip(said.Of(i), (one, other) => Math.Abs(one - other)).Sum());
        }
    }

    [Fact]
    public void What_teachers_said_is_saved_to_the_bit()
    {
        DigitDataset digits = Tiny.Digits(5);
        var targets = SoftTargets.Of([Tiny.Network()], digits, 4, Workers.Shared);
        targets.Save(_folder["teacher.safetensors"]);
        var again = SoftTargets.Load(_folder["teacher.safetensors"]);

        Assert.All(Enumerable.Range(0, 5), index => Assert.Equal(targets.Of(index).ToArray(), again.Of(index).ToArray()));
    }

    [Fact]
    public void A_configuration_with_a_teacher_needs_what_it_says_and_one_without_has_none()
    {
        TrainingData data = Tiny.Data(Taught);

        Assert.Contains("what teachers say of all 76 digits", Assert.Throws<ArgumentException>(() => new Trainer(Taught, Tiny.Network(), data, Workers.Shared)).Message);
        Assert.Contains("of no digits", Assert.Throws<ArgumentException>(
            () => new Trainer(Tiny.Configuration, Tiny.Network(), data with { Targets = SoftTargets.Of([Tiny.Network()], data.Training, 1, Workers.Shared) }, Workers.Shared)).Message);
    }

    [Fact]
    public void Teachers_beside_the_training_are_there_if_and_only_if_the_configuration_wants_them()
    {
        TrainingConfiguration live = Taught with { Teacher = Taught.Teacher! with { Reads = TeacherReading.Augmented } };
        TrainingData data = Tiny.Data(live);

        Assert.Contains("teachers that read pictures [8, 8, 1], got none", Assert.Throws<ArgumentException>(() => new Trainer(live, Tiny.Network(), data, Workers.Shared)).Message);
        Assert.Contains("no teachers beside the training, got tiny [8, 8, 1]", Assert.Throws<ArgumentException>(
            () => new Trainer(Tiny.Configuration, Tiny.Network(), data with { Teachers = [Tiny.Network()] }, Workers.Shared)).Message);
        Assert.Contains("of no digits", Assert.Throws<ArgumentException>(
            () => new Trainer(live, Tiny.Network(), data with { Teachers = [Tiny.Network()], Targets = SoftTargets.Of([Tiny.Network()], data.Training, 1, Workers.Shared) }, Workers.Shared)).Message);
    }

    [Theory]
    [InlineData(0.5, 0.9, "Configuration teacher: expected a temperature from 1 to 100, got 0.5.")]
    [InlineData(4, 0, "Configuration teacher: expected a share above 0 and at most 1, got 0.")]
    public void Settings_out_of_their_range_are_refused(double temperature, double share, string sentence) => Assert.Equal(
        sentence, Assert.Throws<ArgumentException>(() => (Tiny.Configuration with { Teacher = new TeacherSettings(temperature, share) }).Checked()).Message);

    [Fact]
    public void Digits_that_are_mixed_have_no_teacher() => Assert.Contains(
        "no mixing of digits", Assert.Throws<ArgumentException>(() => (Taught with { Augmentation = new AugmentationSettings { MixingAlpha = 0.2 } }).Checked()).Message);

    private static Batch BatchOf(DigitDataset digits, int count) => new BatchLoader(digits, InputNormalization.Unit, new BatchSettings(count, Seed: 3), Workers.Shared).Next();
}
