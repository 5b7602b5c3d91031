using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace DigitLab.Web;

/// <summary>How much may be asked at once: by one client in a second, and by all together.</summary>
internal static class RequestLimits
{
    /// <summary>The policy of what computes for seconds: one at a time, and few waiting.</summary>
    internal const string Long = "long";

    private const int BurstSeconds = 2;
    private const int MostWaiting = 256;
    private const int MostLongWaiting = 8;
    private const int MostStreams = 64;

    internal static void Configure(RateLimiterOptions options, WebLabSettings settings)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = async (rejected, cancellation) =>
        {
            TimeSpan wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan told) ? told : TimeSpan.FromSeconds(1);
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await TypedResults.Problem("Too much is asked at once: wait a moment and ask again.", statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(rejected.HttpContext);
        };
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(context => OfClient(context, settings.RateLimitInEffect)),
            PartitionedRateLimiter.Create<HttpContext, string>(OfAll));
        options.AddConcurrencyLimiter(Long, limit => (limit.PermitLimit, limit.QueueLimit) = (1, MostLongWaiting));
    }

    private static RateLimitPartition<string> OfClient(HttpContext context, int perSecond) => perSecond == 0 || !IsAsking(context)
        ? RateLimitPartition.GetNoLimiter("")
        : RateLimitPartition.GetTokenBucketLimiter(ClientOf(context.Connection.RemoteIpAddress), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = BurstSeconds * perSecond,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        });

    // What streams for minutes computes nothing, and is counted apart.
    private static RateLimitPartition<string> OfAll(HttpContext context) => !IsAsking(context)
        ? RateLimitPartition.GetNoLimiter("")
        : context.GetEndpoint()?.Metadata.GetMetadata<StreamMetadata>() is not null
            ? RateLimitPartition.GetConcurrencyLimiter("streams", _ => new ConcurrencyLimiterOptions { PermitLimit = MostStreams })
            : RateLimitPartition.GetConcurrencyLimiter("work", _ => new ConcurrencyLimiterOptions { PermitLimit = Environment.ProcessorCount + 1, QueueLimit = MostWaiting });

    private static bool IsAsking(HttpContext context) => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    // Whoever has one address of the sixth version has 2⁶⁴ of them.
    private static string ClientOf(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(plain.GetAddressBytes().AsSpan(0, 8)) : plain.ToString();
    }
}
