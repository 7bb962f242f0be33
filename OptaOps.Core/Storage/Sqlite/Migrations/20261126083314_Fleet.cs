using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OptaOps.Core.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Fleet : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "SealedAdminKey",
                table: "Nodes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SealedInferenceKey",
                table: "Nodes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "CoversMs",
                table: "NodeSamples",
                type: "INTEGER",
                nullable: false,
                defaultValue: 5000L);

            migrationBuilder.AddColumn<double>(
                name: "LoadMs",
                table: "ModelStays",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ColdLoads",
                table: "Cells",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "ReasonCode",
                table: "Benchmarks",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Choices",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Choices", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "Events",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Topic = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Severity = table.Column<string>(type: "TEXT", nullable: false),
                    Sentence = table.Column<string>(type: "TEXT", nullable: false),
                    NodeId = table.Column<int>(type: "INTEGER", nullable: true),
                    GatewayId = table.Column<int>(type: "INTEGER", nullable: true),
                    BenchmarkId = table.Column<int>(type: "INTEGER", nullable: true),
                    ModelId = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Events", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Footprints",
                columns: table => new
                {
                    StayId = table.Column<int>(type: "INTEGER", nullable: false),
                    Others = table.Column<string>(type: "TEXT", nullable: false),
                    BeforeGb = table.Column<double>(type: "REAL", nullable: true),
                    AfterGb = table.Column<double>(type: "REAL", nullable: true),
                    PeakGb = table.Column<double>(type: "REAL", nullable: true),
                    AfterUnloadGb = table.Column<double>(type: "REAL", nullable: true),
                    LeftBehindGb = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Footprints", x => x.StayId);
                });

            migrationBuilder.CreateTable(
                name: "GatewaySpells",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    GatewayId = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    To = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GatewaySpells", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Gateways",
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
                    table.PrimaryKey("PK_Gateways", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "HistoryMarks",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    RolledUpTo = table.Column<long>(type: "INTEGER", nullable: false),
                    RawFromMs = table.Column<long>(type: "INTEGER", nullable: false),
                    MinutesFromMs = table.Column<long>(type: "INTEGER", nullable: false),
                    HoursFromMs = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HistoryMarks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "LoadAttempts",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    NodeId = table.Column<int>(type: "INTEGER", nullable: false),
                    ModelId = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", nullable: true),
                    Sentence = table.Column<string>(type: "TEXT", nullable: false),
                    Cure = table.Column<string>(type: "TEXT", nullable: true),
                    AskedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LostAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    MemoryBeforeGb = table.Column<double>(type: "REAL", nullable: true),
                    MemoryAfterGb = table.Column<double>(type: "REAL", nullable: true),
                    LoadMs = table.Column<double>(type: "REAL", nullable: true),
                    UsualMs = table.Column<double>(type: "REAL", nullable: true),
                    KeepAliveSeconds = table.Column<int>(type: "INTEGER", nullable: true),
                    LoadedBefore = table.Column<long>(type: "INTEGER", nullable: true),
                    UptimeBefore = table.Column<double>(type: "REAL", nullable: true),
                    LoadedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    BenchmarkId = table.Column<int>(type: "INTEGER", nullable: true),
                    DismissedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LoadAttempts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "NodeBuckets",
                columns: table => new
                {
                    NodeId = table.Column<int>(type: "INTEGER", nullable: false),
                    WidthMs = table.Column<long>(type: "INTEGER", nullable: false),
                    AtMs = table.Column<long>(type: "INTEGER", nullable: false),
                    Polls = table.Column<int>(type: "INTEGER", nullable: false),
                    LongestCoverMs = table.Column<long>(type: "INTEGER", nullable: false),
                    States = table.Column<string>(type: "TEXT", nullable: false),
                    InFlight_Max = table.Column<double>(type: "REAL", nullable: false),
                    InFlight_Min = table.Column<double>(type: "REAL", nullable: false),
                    InFlight_N = table.Column<int>(type: "INTEGER", nullable: false),
                    InFlight_Sum = table.Column<double>(type: "REAL", nullable: false),
                    MemoryUsedGb_Max = table.Column<double>(type: "REAL", nullable: false),
                    MemoryUsedGb_Min = table.Column<double>(type: "REAL", nullable: false),
                    MemoryUsedGb_N = table.Column<int>(type: "INTEGER", nullable: false),
                    MemoryUsedGb_Sum = table.Column<double>(type: "REAL", nullable: false),
                    PollLatencyMs_Max = table.Column<double>(type: "REAL", nullable: false),
                    PollLatencyMs_Min = table.Column<double>(type: "REAL", nullable: false),
                    PollLatencyMs_N = table.Column<int>(type: "INTEGER", nullable: false),
                    PollLatencyMs_Sum = table.Column<double>(type: "REAL", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NodeBuckets", x => new { x.NodeId, x.WidthMs, x.AtMs });
                });

            migrationBuilder.CreateTable(
                name: "ObserverGaps",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    NodeId = table.Column<int>(type: "INTEGER", nullable: true),
                    FromMs = table.Column<long>(type: "INTEGER", nullable: false),
                    ToMs = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ObserverGaps", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Events_At",
                table: "Events",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Events_NodeId_Id",
                table: "Events",
                columns: new[] { "NodeId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_GatewaySpells_GatewayId_To",
                table: "GatewaySpells",
                columns: new[] { "GatewayId", "To" });

            migrationBuilder.CreateIndex(
                name: "IX_Gateways_Name",
                table: "Gateways",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LoadAttempts_EndedAt",
                table: "LoadAttempts",
                column: "EndedAt");

            migrationBuilder.CreateIndex(
                name: "IX_LoadAttempts_NodeId_Id",
                table: "LoadAttempts",
                columns: new[] { "NodeId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_NodeBuckets_WidthMs_AtMs",
                table: "NodeBuckets",
                columns: new[] { "WidthMs", "AtMs" });

            migrationBuilder.CreateIndex(
                name: "IX_ObserverGaps_NodeId_ToMs",
                table: "ObserverGaps",
                columns: new[] { "NodeId", "ToMs" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Choices");

            migrationBuilder.DropTable(
                name: "Events");

            migrationBuilder.DropTable(
                name: "Footprints");

            migrationBuilder.DropTable(
                name: "GatewaySpells");

            migrationBuilder.DropTable(
                name: "Gateways");

            migrationBuilder.DropTable(
                name: "HistoryMarks");

            migrationBuilder.DropTable(
                name: "LoadAttempts");

            migrationBuilder.DropTable(
                name: "NodeBuckets");

            migrationBuilder.DropTable(
                name: "ObserverGaps");

            migrationBuilder.DropColumn(
                name: "SealedAdminKey",
                table: "Nodes");

            migrationBuilder.DropColumn(
                name: "SealedInferenceKey",
                table: "Nodes");

            migrationBuilder.DropColumn(
                name: "CoversMs",
                table: "NodeSamples");

            migrationBuilder.DropColumn(
                name: "LoadMs",
                table: "ModelStays");

            migrationBuilder.DropColumn(
                name: "ColdLoads",
                table: "Cells");

            migrationBuilder.DropColumn(
                name: "ReasonCode",
                table: "Benchmarks");
        }
    }
}
