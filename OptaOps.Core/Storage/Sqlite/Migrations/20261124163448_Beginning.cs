using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OptaOps.Core.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Beginning : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Benchmarks",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: true),
                    NodeId = table.Column<int>(type: "INTEGER", nullable: false),
                    NodeName = table.Column<string>(type: "TEXT", nullable: false),
                    Simulated = table.Column<bool>(type: "INTEGER", nullable: false),
                    Note = table.Column<string>(type: "TEXT", nullable: true),
                    ColdStart = table.Column<string>(type: "TEXT", nullable: false),
                    Seed = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Benchmarks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ModelStays",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    NodeId = table.Column<int>(type: "INTEGER", nullable: false),
                    ModelId = table.Column<string>(type: "TEXT", nullable: false),
                    LoadedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    SeenAt = table.Column<long>(type: "INTEGER", nullable: false),
                    MemoryGb = table.Column<double>(type: "REAL", nullable: true),
                    ContextLength = table.Column<int>(type: "INTEGER", nullable: true),
                    Batching = table.Column<bool>(type: "INTEGER", nullable: true),
                    GoneAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ModelStays", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "NodeSamples",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    NodeId = table.Column<int>(type: "INTEGER", nullable: false),
                    TakenAtMs = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    PollLatencyMs = table.Column<double>(type: "REAL", nullable: true),
                    MemoryTotalGb = table.Column<double>(type: "REAL", nullable: true),
                    MemoryUsedGb = table.Column<double>(type: "REAL", nullable: true),
                    InFlight = table.Column<int>(type: "INTEGER", nullable: true),
                    UptimeSeconds = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NodeSamples", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Nodes",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Name = table.Column<string>(type: "TEXT", nullable: false, collation: "NOCASE"),
                    Address = table.Column<string>(type: "TEXT", nullable: false),
                    Source = table.Column<string>(type: "TEXT", nullable: false),
                    RemovedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Nodes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Cells",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    BenchmarkId = table.Column<int>(type: "INTEGER", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Model = table.Column<string>(type: "TEXT", nullable: false),
                    Scenario = table.Column<string>(type: "TEXT", nullable: false),
                    ScenarioVersion = table.Column<string>(type: "TEXT", nullable: false),
                    MaxTokens = table.Column<int>(type: "INTEGER", nullable: false),
                    Repeats = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: true),
                    MemoryGb = table.Column<double>(type: "REAL", nullable: true),
                    ContextLength = table.Column<int>(type: "INTEGER", nullable: true),
                    Batching = table.Column<bool>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Cells", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Cells_Benchmarks_BenchmarkId",
                        column: x => x.BenchmarkId,
                        principalTable: "Benchmarks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Runs",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    BenchmarkId = table.Column<int>(type: "INTEGER", nullable: false),
                    N = table.Column<int>(type: "INTEGER", nullable: false),
                    CellPosition = table.Column<int>(type: "INTEGER", nullable: false),
                    NodeId = table.Column<int>(type: "INTEGER", nullable: false),
                    Model = table.Column<string>(type: "TEXT", nullable: false),
                    Scenario = table.Column<string>(type: "TEXT", nullable: false),
                    ScenarioVersion = table.Column<string>(type: "TEXT", nullable: false),
                    Round = table.Column<int>(type: "INTEGER", nullable: false),
                    Stream = table.Column<int>(type: "INTEGER", nullable: false),
                    Concurrency = table.Column<int>(type: "INTEGER", nullable: false),
                    PromptHash = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    FailureCode = table.Column<string>(type: "TEXT", nullable: true),
                    FailureMessage = table.Column<string>(type: "TEXT", nullable: true),
                    FlagWords = table.Column<string>(type: "TEXT", nullable: false),
                    Temperature = table.Column<string>(type: "TEXT", nullable: true),
                    StartedAtMs = table.Column<long>(type: "INTEGER", nullable: false),
                    TtfrMs = table.Column<double>(type: "REAL", nullable: true),
                    TtftMs = table.Column<double>(type: "REAL", nullable: true),
                    TtfoMs = table.Column<double>(type: "REAL", nullable: true),
                    TotalMs = table.Column<double>(type: "REAL", nullable: true),
                    LoadMs = table.Column<double>(type: "REAL", nullable: true),
                    Pieces = table.Column<int>(type: "INTEGER", nullable: true),
                    OutputTokens = table.Column<int>(type: "INTEGER", nullable: true),
                    TokenCountSource = table.Column<string>(type: "TEXT", nullable: true),
                    PromptTokens = table.Column<int>(type: "INTEGER", nullable: true),
                    PrefillTokPerSec = table.Column<double>(type: "REAL", nullable: true),
                    TokPerSecEndToEnd = table.Column<double>(type: "REAL", nullable: true),
                    TokPerSecDecode = table.Column<double>(type: "REAL", nullable: true),
                    FinishReason = table.Column<string>(type: "TEXT", nullable: true),
                    LongestGapMs = table.Column<double>(type: "REAL", nullable: true),
                    MedianGapMs = table.Column<double>(type: "REAL", nullable: true),
                    RoundTripMs = table.Column<double>(type: "REAL", nullable: true),
                    EvidenceLoadedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EvidenceRequestCount = table.Column<int>(type: "INTEGER", nullable: true),
                    EvidenceLastUsedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EvidenceInFlight = table.Column<int>(type: "INTEGER", nullable: true),
                    EvidenceIdleSeconds = table.Column<double>(type: "REAL", nullable: true),
                    EvidenceAlone = table.Column<bool>(type: "INTEGER", nullable: true),
                    EvidenceSource = table.Column<string>(type: "TEXT", nullable: true),
                    ObserverLagP99Ms = table.Column<double>(type: "REAL", nullable: true),
                    ObserverGcPauseMs = table.Column<double>(type: "REAL", nullable: true),
                    ConnectedInsideClock = table.Column<bool>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Runs", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Runs_Benchmarks_BenchmarkId",
                        column: x => x.BenchmarkId,
                        principalTable: "Benchmarks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RunTimelines",
                columns: table => new
                {
                    RunId = table.Column<int>(type: "INTEGER", nullable: false),
                    Data = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RunTimelines", x => x.RunId);
                    table.ForeignKey(
                        name: "FK_RunTimelines_Runs_RunId",
                        column: x => x.RunId,
                        principalTable: "Runs",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Benchmarks_NodeId",
                table: "Benchmarks",
                column: "NodeId");

            migrationBuilder.CreateIndex(
                name: "IX_Benchmarks_State",
                table: "Benchmarks",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_Cells_BenchmarkId_Position",
                table: "Cells",
                columns: new[] { "BenchmarkId", "Position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Cells_Model",
                table: "Cells",
                column: "Model");

            migrationBuilder.CreateIndex(
                name: "IX_ModelStays_NodeId_GoneAt",
                table: "ModelStays",
                columns: new[] { "NodeId", "GoneAt" });

            migrationBuilder.CreateIndex(
                name: "IX_NodeSamples_NodeId_TakenAtMs",
                table: "NodeSamples",
                columns: new[] { "NodeId", "TakenAtMs" });

            migrationBuilder.CreateIndex(
                name: "IX_NodeSamples_TakenAtMs",
                table: "NodeSamples",
                column: "TakenAtMs");

            migrationBuilder.CreateIndex(
                name: "IX_Nodes_Name",
                table: "Nodes",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Runs_BenchmarkId_N",
                table: "Runs",
                columns: new[] { "BenchmarkId", "N" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Runs_Model_Scenario_NodeId_StartedAtMs",
                table: "Runs",
                columns: new[] { "Model", "Scenario", "NodeId", "StartedAtMs" });

            migrationBuilder.CreateIndex(
                name: "IX_Runs_StartedAtMs",
                table: "Runs",
                column: "StartedAtMs");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Cells");

            migrationBuilder.DropTable(
                name: "ModelStays");

            migrationBuilder.DropTable(
                name: "NodeSamples");

            migrationBuilder.DropTable(
                name: "Nodes");

            migrationBuilder.DropTable(
                name: "RunTimelines");

            migrationBuilder.DropTable(
                name: "Runs");

            migrationBuilder.DropTable(
                name: "Benchmarks");
        }
    }
}
