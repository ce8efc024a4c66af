// Verbatims as feedback records of the Formbricks Hub (its OpenAPI, CreateFeedbackRecordInputBody).
#include <map>
#include <nlohmann/json.hpp>

#include "base/digest.hpp"
#include "base/time.hpp"
#include "journey/export.hpp"
#include "journey/format.hpp"
#include "journey/json_out.hpp"

namespace voxmap {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLongestText = 30000;  // of value_text, in characters
constexpr std::size_t kLongestId = 255;

// Ids must stay unique, so one that is too long is replaced by its digest, not cut.
std::string id_of(const std::string& id) {
  return characters(id) <= kLongestId ? id : sha256_hex(id);
}

Json mention_of(const MentionRow& row) {
  Json out = {{"mention", row.id},
              {"span", {row.span.begin, row.span.end}},
              {"stage", row.stage},
              {"touchpoint", row.touchpoint},
              {"label", to_string(row.label)}};
  if (row.label != Label::none) out["valence"] = row.valence;
  Json emotions = Json::object();
  for (std::size_t i = 0; i < kEmotionCount; ++i) {
    if (row.emotions.at(i) > 0) emotions[std::string(kEmotionNames.at(i))] = row.emotions.at(i);
  }
  out["emotions"] = std::move(emotions);
  return out;
}

class Records {
 public:
  Records(Reader& reader, const ExportOptions& options, const FormbricksOptions& hub,
          const ExportSink& sink)
      : options_(options), hub_(hub), sink_(sink) {
    for (const auto& source : reader.status().sources) adapters_[source.name] = source.adapter;
  }

  void add(const MentionRow& row) {
    const bool same_document =
        open_ && last_.source == row.source && last_.key == row.key && last_.input == row.input;
    // Mentions of a verbatim are numbered one after the other, with a gap to the next verbatim.
    const bool same_verbatim = same_document && last_.text == row.text && row.id == last_.id + 1;
    if (!same_verbatim) {
      flush();
      field_ = same_document ? field_ + 1 : 1;
      start(row);
    }
    record_["metadata"]["voxmap"]["mentions"].push_back(mention_of(row));
    last_ = row;
  }

  ExportCounts finish() {
    flush();
    return counts_;
  }

 private:
  void start(const MentionRow& row) {
    record_ = Json::object();
    timed_ = row.said_at.has_value();
    if (timed_) record_["collected_at"] = format_time(*row.said_at);
    const std::string& adapter = adapters_[row.source];
    record_["source_type"] = adapter.empty() ? "feedback" : adapter;
    record_["source_id"] = id_of(row.source);
    record_["source_name"] = id_of(row.source);
    record_["field_id"] = "text-" + std::to_string(field_);
    if (options_.text && !row.prompt.empty() && characters(row.prompt) <= 2048) {
      record_["field_label"] = row.prompt;
    }
    record_["field_type"] = "text";
    if (options_.text) record_["value_text"] = row.text;
    if (!row.language.empty() && row.language.size() <= 10) record_["language"] = row.language;
    if (!row.respondent.empty()) record_["user_id"] = id_of(row.respondent);
    record_["tenant_id"] = hub_.tenant;
    record_["submission_id"] = id_of(row.source + ":" + row.key);
    record_["metadata"]["voxmap"] = {{"rules", row.rules_digest}, {"mentions", Json::array()}};
    long_ = options_.text && characters(row.text) > kLongestText;
    open_ = true;
  }

  void flush() {
    if (!open_) return;
    open_ = false;
    if (long_) {
      ++counts_.too_long;
      return;
    }
    sink_(json_text(record_, -1));
    ++counts_.rows;
    if (!timed_) ++counts_.without_time;
  }

  const ExportOptions& options_;
  const FormbricksOptions& hub_;
  const ExportSink& sink_;
  std::map<std::string, std::string> adapters_;
  Json record_;
  MentionRow last_;
  ExportCounts counts_;
  std::size_t field_ = 0;
  bool open_ = false, long_ = false, timed_ = false;
};

}  // namespace

ExportCounts export_formbricks(Reader& reader, const ExportOptions& options,
                               const FormbricksOptions& hub, const ExportSink& sink) {
  Records records(reader, options, hub, sink);
  each_exported(reader, options, [&](const MentionRow& row) { records.add(row); });
  return records.finish();
}

}  // namespace voxmap
