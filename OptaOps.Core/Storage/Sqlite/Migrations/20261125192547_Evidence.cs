using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OptaOps.Core.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Evidence : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "AdaptiveAfter",
                table: "Runs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "AdaptiveBefore",
                table: "Runs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "AfterInFlight",
                table: "Runs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "AfterLastUsedAt",
                table: "Runs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "AfterLoadedAt",
                table: "Runs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "AfterOthers",
                table: "Runs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "AfterRequestCount",
                table: "Runs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "AfterUptimeSeconds",
                table: "Runs",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "EvidenceOthers",
                table: "Runs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "EvidenceOwnRequests",
                table: "Runs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "EvidenceUptimeSeconds",
                table: "Runs",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "GarbledRatio",
                table: "Runs",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "OutputCharacters",
                table: "Runs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "QueuedAfter",
                table: "Runs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "QueuedBefore",
                table: "Runs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "RepetitionRatio",
                table: "Runs",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "RoundTokPerSec",
                table: "Runs",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Stalls",
                table: "Runs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "StartOffsetMs",
                table: "Runs",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Concurrency",
                table: "Cells",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<string>(
                name: "NodeVersion",
                table: "Benchmarks",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CacheControls",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    BenchmarkId = table.Column<int>(type: "INTEGER", nullable: false),
                    Model = table.Column<string>(type: "TEXT", nullable: false),
                    StartedAtMs = table.Column<long>(type: "INTEGER", nullable: false),
                    Verdict = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    FirstMs = table.Column<double>(type: "REAL", nullable: true),
                    OtherMs = table.Column<double>(type: "REAL", nullable: true),
                    AgainMs = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CacheControls", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CacheControls_Benchmarks_BenchmarkId",
                        column: x => x.BenchmarkId,
                        principalTable: "Benchmarks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SideRequests",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    BenchmarkId = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Model = table.Column<string>(type: "TEXT", nullable: false),
                    Scenario = table.Column<string>(type: "TEXT", nullable: false),
                    StartedAtMs = table.Column<long>(type: "INTEGER", nullable: false),
                    TookMs = table.Column<double>(type: "REAL", nullable: true),
                    PromptTokens = table.Column<int>(type: "INTEGER", nullable: true),
                    CompletionTokens = table.Column<int>(type: "INTEGER", nullable: true),
                    RunsCounted = table.Column<int>(type: "INTEGER", nullable: false),
                    Problem = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SideRequests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SideRequests_Benchmarks_BenchmarkId",
                        column: x => x.BenchmarkId,
                        principalTable: "Benchmarks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CacheControls_BenchmarkId_Model",
                table: "CacheControls",
                columns: new[] { "BenchmarkId", "Model" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SideRequests_BenchmarkId",
                table: "SideRequests",
                column: "BenchmarkId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CacheControls");

            migrationBuilder.DropTable(
                name: "SideRequests");

            migrationBuilder.DropColumn(
                name: "AdaptiveAfter",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "AdaptiveBefore",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "AfterInFlight",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "AfterLastUsedAt",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "AfterLoadedAt",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "AfterOthers",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "AfterRequestCount",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "AfterUptimeSeconds",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "EvidenceOthers",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "EvidenceOwnRequests",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "EvidenceUptimeSeconds",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "GarbledRatio",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "OutputCharacters",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "QueuedAfter",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "QueuedBefore",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "RepetitionRatio",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "RoundTokPerSec",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "Stalls",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "StartOffsetMs",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "Concurrency",
                table: "Cells");

            migrationBuilder.DropColumn(
                name: "NodeVersion",
                table: "Benchmarks");
        }
    }
}
