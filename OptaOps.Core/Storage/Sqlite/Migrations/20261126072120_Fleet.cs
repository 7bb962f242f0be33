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

            migrationBuilder.CreateIndex(
                name: "IX_Events_At",
                table: "Events",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Events_NodeId_Id",
                table: "Events",
                columns: new[] { "NodeId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_LoadAttempts_EndedAt",
                table: "LoadAttempts",
                column: "EndedAt");

            migrationBuilder.CreateIndex(
                name: "IX_LoadAttempts_NodeId_Id",
                table: "LoadAttempts",
                columns: new[] { "NodeId", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Events");

            migrationBuilder.DropTable(
                name: "LoadAttempts");

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
