// voxmap export: single mentions and metrics for other tools.
#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>
#include <utility>

#include "base/file.hpp"
#include "cli/choices.hpp"
#include "cli/cmd_export.hpp"
#include "cli/store_flags.hpp"
#include "journey/export.hpp"
#include "journey/export_metric.hpp"
#include "journey/format.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

constexpr std::array<Flag, 20> kExportFlags = {{
    kStoreFlag,
    {"format", 'f', "FORMAT", "what to write (default: csv, one row a mention)", false,
     "csv,ndjson,xes,cjml,voc-csv,formbricks,metric-csv"},
    {"output", 'o', "FILE", "write to this file instead of standard output", false, ""},
    {"row-level", '\0', "", "yes, single people's mentions: nothing is hidden below --min-n", false,
     ""},
    {"no-text", '\0', "", "leave out what people wrote and what they were asked", false, ""},
    {"person", '\0', "ID", "only this person, by its pseudonym; cjml needs it", false, ""},
    {"tenant", '\0', "ID", "tenant_id of formbricks records", false, ""},
    {"metric", '\0', "NAME", "of metric-csv: valence (default), nps, csat, ces, stars", false, ""},
    {"every", '\0', "PERIOD", "of metric-csv (default: month)", false, "day,week,month"},
    {"min-n", '\0', "N", "metric-csv leaves out periods with fewer people (default: 5)", false, ""},
    {"stage", '\0', "ID", "only this stage; unassigned for what fits none", false, ""},
    {"touchpoint", '\0', "ID", "only this touchpoint", false, ""},
    {"label", '\0', "LABEL", "only mentions with this label", false,
     "positive,negative,neutral,none"},
    {"persona", '\0', "ID", "only this persona", false, ""},
    {"segment", '\0', "ID", "only this segment of the journey", false, ""},
    {"source", '\0', "NAME", "only this source", false, ""},
    {"from", '\0', "DATE", "said on this day or later (UTC)", false, ""},
    {"to", '\0', "DATE", "said before this day (UTC)", false, ""},
    kAsOfFlag,
    {"strict", '\0', "", "exit 65 when something had to be left out", false, ""},
}};

class Export {
 public:
  explicit Export(Context& context)
      : context_(context),
        args_(context.arguments),
        format_(args_.get("format", "csv")),
        file_(args_.get("output") == "-" ? "" : args_.get("output")) {}

  int run() {
    check_flags();
    const auto path = store_path(args_);
    const auto store = open_for_reading(path);
    const auto reader = reader_of(*store, args_);
    const auto journey = stored_journey(*reader, path);
    options_.filter = filter_from(args_, journey);
    options_.person = args_.get("person");
    options_.text = !args_.has("no-text");
    if (format_ == "metric-csv") {
      metric(*reader);
    } else if (format_ == "voc-csv") {
      voc(*reader, journey);
    } else {
      rows(*reader, journey);
    }
    if (!left_out_ || !args_.has("strict")) return 0;
    return static_cast<int>(Exit::data);
  }

 private:
  void check_flags() const {
    if (format_ == "metric-csv") {
      if (args_.has("person")) refuse("--person is not for metric-csv", "a metric is of many");
      return;
    }
    if (!args_.has("row-level")) {
      refuse(fmt::format("{} holds single people's mentions, also where a map hides them", format_),
             "--row-level says that this is wanted; docs/privacy.md says what to mind");
    }
    if (format_ == "ndjson" && args_.has("no-text")) {
      refuse("--no-text is not for ndjson",
             "its evidence quotes people; --format csv has no words");
    }
    if (format_ == "cjml" && !args_.has("person")) {
      refuse("a CJML file holds the journey of one person",
             "--person PER_...; the column person of --format csv has them");
    }
    if (format_ != "formbricks") return;
    if (args_.get("tenant").empty() || args_.get("tenant").size() > 255) {
      refuse("formbricks records need a tenant_id of 1 to 255 bytes", "--tenant ID");
    }
    for (const std::string_view flag : {"stage", "touchpoint", "label"}) {
      if (args_.has(flag)) {
        refuse(fmt::format("--{} is not for formbricks", flag),
               "a record is all that was said in one answer; its mentions are in its metadata");
      }
    }
  }

  [[noreturn]] static void refuse(const std::string& what, std::string_view help) {
    throw Error(Exit::usage, what, std::string(help));
  }

  void rows(Reader& reader, const Journey& journey) {
    std::optional<FileWriter> file;
    if (!file_.empty()) file.emplace(file_);
    const ExportSink sink = [&](std::string_view text) {
      file ? file->write(text) : context_.out.write(text);
    };
    if (format_ == "csv") {
      counts_ = export_mentions_csv(reader, journey, options_, sink);
    } else if (format_ == "xes") {
      counts_ = export_xes(reader, journey, options_, sink);
    } else if (format_ == "cjml") {
      counts_ = export_cjml(reader, journey, options_, sink);
    } else if (format_ == "formbricks") {
      counts_ = export_formbricks(reader, options_, {args_.get("tenant")}, sink);
    } else {
      each_exported(reader, options_, [&](const MentionRow& row) {
        sink(mention_json(row));
        ++counts_.rows;
      });
    }
    if (file) {
      file->commit();
      say(fmt::format("{} wrote {}", context_.err.tick(), file_));
    }
    report();
  }

  void voc(Reader& reader, const Journey& journey) {
    const auto dot = file_.find_last_of("./");
    const bool extension = dot != std::string::npos && dot > 0 && file_[dot] == '.';
    const auto name = [&](std::size_t number) {
      return fmt::format("{}-{}{}", file_.substr(0, extension ? dot : std::string::npos), number,
                         extension ? file_.substr(dot) : "");
    };
    std::string first;  // its name depends on whether there is a second
    std::size_t parts = 0;
    counts_ = export_voc_csv(reader, journey, options_, [&](std::string part) {
      if (++parts == 1) {
        first = std::move(part);
        return;
      }
      if (file_.empty()) return;
      if (parts == 2) write(name(1), first);
      write(name(parts), part);
    });
    if (parts == 1) {
      file_.empty() ? context_.out.write(first) : write(file_, first);
    } else if (file_.empty()) {
      refuse(
          fmt::format("{} records need {} files: an import takes 5,000 records and 5 MB",
                      grouped(counts_.rows), parts),
          "-o voc.csv writes voc-1.csv, voc-2.csv, ...; or narrow it: --from, --source, --stage");
    }
    report();
  }

  void metric(Reader& reader) {
    MetricOptions options;
    options.metric = args_.get("metric", "valence");
    const auto every = args_.get("every", "month");
    options.every = every == "day"    ? MetricOptions::Every::day
                    : every == "week" ? MetricOptions::Every::week
                                      : MetricOptions::Every::month;
    options.min_n = args_.number("min-n", 1).value_or(5);
    const Metric made = export_metric(reader, options_.filter, options);
    if (file_.empty()) {
      context_.out.write(made.csv);
    } else {
      write(file_, made.csv);
    }
    left_out(made.hidden,
             fmt::format("{}s with fewer than {} people left out", every, options.min_n));
    left_out(made.without_time, "mentions without a time left out");
  }

  void write(const std::string& path, std::string_view text) {
    write_file(path, text);
    say(fmt::format("{} wrote {}", context_.err.tick(), path));
  }

  void report() {
    const bool kept = format_ == "xes" || format_ == "formbricks";
    if (kept && counts_.without_time > 0) {
      say(fmt::format("  {} of {} {}", grouped(counts_.without_time), grouped(counts_.rows),
                      format_ == "xes"
                          ? "events without a time"
                          : "records without a time: the Hub takes that of their arrival"));
    } else {
      left_out(counts_.without_time, "mentions without a time left out");
    }
    left_out(counts_.without_score, "mentions without a score left out");
    left_out(counts_.off_stage, "mentions on no touchpoint left out");
    left_out(counts_.too_long, "records longer than 30,000 characters left out");
    if (counts_.rows == 0) say("  nothing matched: the file has no rows");
  }

  void left_out(std::int64_t count, std::string_view what) {
    if (count == 0) return;
    left_out_ = true;
    say(fmt::format("  {} {}", grouped(count), what));
  }

  void say(const std::string& text) {
    if (!args_.has("quiet")) context_.err.write(text + "\n");
  }

  Context& context_;
  const Arguments& args_;
  std::string format_, file_;
  ExportOptions options_;
  ExportCounts counts_;
  bool left_out_ = false;
};

int run_export(Context& context) { return Export(context).run(); }

}  // namespace

const Command kExport = {
    "export",
    "single mentions and metrics, in the formats of other tools",
    "Writes one row, event or record a mention: a table (csv), all with evidence (ndjson), an "
    "event "
    "log for process mining (xes, IEEE 1849), one person's journey (cjml), the VoC import of "
    "customer-journey.app (voc-csv, in parts of 5,000 records), feedback records of the Formbricks "
    "Hub (formbricks). Such rows are personal data even under pseudonyms, so --row-level must be "
    "given. metric-csv is a number over time (date,value) and hides small periods as a map does. "
    "What had to be left out is counted on standard error.",
    "voxmap export --store shop.voxmap --row-level -o mentions.csv\n"
    "voxmap export --store shop.voxmap --format xes --row-level --no-text -o journeys.xes\n"
    "voxmap export --store shop.voxmap --format metric-csv --metric nps --every week",
    {},
    kExportFlags,
    run_export};

}  // namespace voxmap::cli
