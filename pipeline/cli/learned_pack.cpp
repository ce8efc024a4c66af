// Writes learned packs.
#include "cli/learned_pack.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

#include "base/utf8.hpp"
#include "journey/format.hpp"
#include "journey/json_out.hpp"

namespace voxmap::cli {
namespace {

using Json = nlohmann::ordered_json;

bool constant(const std::string& phrase) {
  return phrase == "<bias>" || phrase.starts_with("<base");
}

// The pack's strongest phrases of one dimension and direction.
std::vector<learn::WeightLine> strongest(const learn::LearnedPack& pack, std::string_view dimension,
                                         int sign, std::size_t most) {
  std::vector<learn::WeightLine> lines;
  for (const auto& line : pack.weights) {
    if (line.dimension == dimension && line.weight * sign > 0 && !constant(line.phrase)) {
      lines.push_back(line);
    }
  }
  std::stable_sort(lines.begin(), lines.end(), [&](const auto& a, const auto& b) {
    return std::abs(a.weight) > std::abs(b.weight);
  });
  lines.resize(std::min(lines.size(), most));
  return lines;
}

}  // namespace

std::string weights_tsv(const learn::LearnedPack& pack) {
  std::string weights = "# phrase\tdimension\tweight\n";
  for (const auto& line : pack.weights) {
    weights += fmt::format("{}\t{}\t{}\n", line.phrase, line.dimension, line.weight);
  }
  return weights;
}

PackTexts pack_texts(const LearnReport& report) {
  PackTexts texts;
  texts.title = "Learned weights";
  texts.summary = fmt::format("{} phrases from {} coded texts, on top of {}",
                              report.learned.phrases, report.texts.size(), on_top_of(report.packs));
  if (report.learned.positive_from != 0) {
    texts.thresholds = {{"positive_from", report.learned.positive_from},
                        {"negative_from", report.learned.negative_from}};
  }
  texts.weights = weights_tsv(report.learned);
  return texts;
}

std::string learn_text(const LearnReport& report, const Stream& out) {
  const learn::LearnedPack& pack = report.learned;
  std::string text = fmt::format(
      "{}  {} coded texts, on top of {}\n{} phrases of 1 to {} words tried, each in at least {} "
      "texts\n"
      "held out: every text once, in {} folds; intervals: 95 %, {} bootstrap resamples\n\n",
      terminal_safe(report.file), grouped(static_cast<std::int64_t>(report.texts.size())),
      on_top_of(report.packs), grouped(static_cast<std::int64_t>(pack.candidates)),
      report.options.phrases.longest, report.options.phrases.least_texts, report.options.folds,
      grouped(static_cast<std::int64_t>(report.options.resamples)));
  text += out.styled(
              Style::dim,
              "                measure         base   learned  gain                          C") +
          "\n";
  for (const auto& gain : pack.gains) {
    text += pad(gain.dimension, 16) + pad(gain.measure, 12);
    if (!gain.difference) {
      text += fmt::format("{} {}\n", out.cross(), gain.refused);
      continue;
    }
    text += pad_left(fixed(gain.base, 3), 8) + pad_left(fixed(gain.learned, 3), 10) + "  " +
            pad(fmt::format("{}  [{}, {}]", signed_fixed(gain.learned - gain.base, 3, false),
                            signed_fixed(gain.difference->low, 3, false),
                            signed_fixed(gain.difference->high, 3, false)),
                26) +
            pad_left(fmt::format("{}", gain.c), 5);
    text += gain.kept ? "\n" : fmt::format("  {} left out: {}\n", out.cross(), gain.refused);
    if (gain.measure != "Pearson r") {
      text += fmt::format("{}{}{}{}\n", pad("", 16), pad("accuracy", 12),
                          pad_left(fixed(gain.base_accuracy, 3), 8),
                          pad_left(fixed(gain.learned_accuracy, 3), 10));
    }
  }
  if (!pack.any()) return text;
  text += fmt::format("\n{} phrases in the pack; the strongest:\n",
                      grouped(static_cast<std::int64_t>(pack.phrases)));
  const auto show = [&](std::string_view name, std::string_view dimension, int sign) {
    std::vector<std::string> phrases;
    for (const auto& line : strongest(pack, dimension, sign, 12)) {
      phrases.push_back(fmt::format("{} {:+}", terminal_safe(line.phrase), line.weight));
    }
    if (!phrases.empty()) text += fmt::format("  {}: {}\n", name, fmt::join(phrases, ", "));
  };
  for (const auto& gain : pack.gains) {
    if (!gain.kept) continue;
    show(gain.dimension == "valence" ? "positive" : gain.dimension, gain.dimension, 1);
    if (gain.dimension == "valence") {
      show("negative", "valence", -1);
      show("neutral", "neutral", 1);
    }
  }
  return text;
}

std::string learn_json(const LearnReport& report) {
  const learn::LearnedPack& pack = report.learned;
  const auto number = [](double value) { return rounded(value, 6); };
  Json json = {{"file", report.file},
               {"pack", report.folder},
               {"rows", report.texts.size()},
               {"folds", report.options.folds},
               {"resamples", report.options.resamples},
               {"candidates", pack.candidates},
               {"phrases", pack.phrases},
               {"written", pack.any()}};
  for (const PackInfo& info : report.packs) {
    json["packs"].push_back(
        {{"name", info.name}, {"version", info.version}, {"digest", info.digest}});
  }
  json["dimensions"] = Json::array();
  for (const auto& gain : pack.gains) {
    Json line = {{"dimension", gain.dimension},
                 {"measure", gain.measure},
                 {"rows", gain.rows},
                 {"kept", gain.kept}};
    if (!gain.refused.empty()) line["refused"] = gain.refused;
    if (gain.difference) {
      line["base"] = number(gain.base);
      line["learned"] = number(gain.learned);
      line["gain"] = {{"value", number(gain.learned - gain.base)},
                      {"low", number(gain.difference->low)},
                      {"high", number(gain.difference->high)}};
      if (gain.measure != "Pearson r") {
        line["base_accuracy"] = number(gain.base_accuracy);
        line["learned_accuracy"] = number(gain.learned_accuracy);
      }
      line["gain_in_resamples"] = number(gain.better);
      line["c"] = gain.c;
    }
    json["dimensions"].push_back(std::move(line));
  }
  for (const auto& gain : pack.gains) {
    if (!gain.kept) continue;
    for (const int sign : {1, -1}) {
      for (const auto& line : strongest(pack, gain.dimension, sign, 20)) {
        json["strongest"][gain.dimension][sign > 0 ? "up" : "down"].push_back(
            {{"phrase", line.phrase}, {"weight", line.weight}});
      }
    }
  }
  return json_text(json, 2);
}

std::string review_tsv(const LearnReport& report) {
  std::vector<std::string> dimensions;
  std::map<std::string, std::map<std::string, std::int32_t>> rows;
  for (const auto& line : report.learned.weights) {
    if (constant(line.phrase)) continue;
    if (std::find(dimensions.begin(), dimensions.end(), line.dimension) == dimensions.end()) {
      dimensions.push_back(line.dimension);
    }
    rows[line.phrase][line.dimension] = line.weight;
  }
  std::sort(dimensions.begin(), dimensions.end(), [](const std::string& a, const std::string& b) {
    const auto key = [](const std::string& d) {
      return d == "valence" ? 0 : d == "neutral" ? 1 : 2;
    };
    return key(a) != key(b) ? key(a) < key(b) : a < b;
  });
  const learn::Design design = learn::make_design(report.texts, report.options.phrases);
  std::vector<std::size_t> texts(design.phrases.size(), 0);
  for (const auto& row : design.rows) {
    for (const std::uint32_t p : row) ++texts[p];
  }
  std::map<std::string, std::size_t> count;
  for (std::size_t p = 0; p < texts.size(); ++p) count[design.phrases[p]] = texts[p];
  std::vector<std::pair<std::string, std::map<std::string, std::int32_t>>> sorted(rows.begin(),
                                                                                  rows.end());
  const auto strength = [](const auto& row) {
    std::int32_t most = 0;
    for (const auto& [dimension, weight] : row.second) most = std::max(most, std::abs(weight));
    return most;
  };
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](const auto& a, const auto& b) { return strength(a) > strength(b); });
  std::string out = "phrase\ttexts";
  for (const std::string& dimension : dimensions) out += "\t" + dimension;
  out += "\n";
  for (const auto& [phrase, weights] : sorted) {
    out += fmt::format("{}\t{}", phrase, count[phrase]);
    for (const std::string& dimension : dimensions) {
      const auto at = weights.find(dimension);
      out += at == weights.end() ? "\t" : fmt::format("\t{}", at->second);
    }
    out += "\n";
  }
  return out;
}

}  // namespace voxmap::cli
