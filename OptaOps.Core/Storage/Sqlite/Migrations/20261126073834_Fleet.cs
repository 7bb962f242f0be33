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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Events");

            migrationBuilder.DropTable(
                name: "Footprints");

            migrationBuilder.DropTable(
                name: "GatewaySpells");

            migrationBuilder.DropTable(
                name: "Gateways");

            migrationBuilder.DropColumn(
                name: "LoadMs",
                table: "ModelStays");
        }
    }
}
