// Tables of anybody's own: columns by flags, or by headers that name what they hold.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "lexicon/formats.hpp"
#include "voxmap/error.hpp"

namespace voxmap::lexicon {
namespace {

struct Role {
  std::string_view role;
  std::string_view headers;  // between blanks, lower case
};
constexpr std::array<Role, 4> kRoles = {{
    {"word", " word words term terms token phrase lemma entry ngram text x "},
    {"valence", " valence score sentiment_score polarity weight rating mean y "},
    {"category", " category sentiment emotion affect label dimension "},
    {"value", " value intensity strength association "},
}};

bool role_of(std::string_view role, std::string_view header) {
  const auto* at =
      std::find_if(kRoles.begin(), kRoles.end(), [&](const Role& r) { return r.role == role; });
  return at != kRoles.end() && !header.empty() &&
         at->headers.find(fmt::format(" {} ", lowered(header))) != std::string_view::npos;
}

// The column of a role: as the user said, by name or number, else by its header.
std::optional<std::size_t> column_of(const Reading& reading, std::string_view role,
                                     const std::vector<std::string>& header) {
  const auto said = reading.options.columns.find(role);
  if (said == reading.options.columns.end()) {
    for (std::size_t i = 0; i < header.size(); ++i) {
      if (role_of(role, header[i])) return i;
    }
    return std::nullopt;
  }
  if (const auto named = find_column(header, said->second)) return named;
  long long number = 0;
  if (parse_whole(said->second, number) && number >= 1 &&
      number <= static_cast<long long>(header.size())) {
    return static_cast<std::size_t>(number - 1);
  }
  throw Error(Exit::usage,
              fmt::format("{}: there is no column \"{}\"", reading.file.path, said->second),
              fmt::format("its columns are: {}", fmt::join(header, ", ")));
}

// The scale of a column that nobody described, when its numbers leave no doubt about it.
Scale guess_scale(const Reading& reading, const CsvDialect& dialect, std::size_t column) {
  double low = 0, high = 0;
  bool whole = true;
  for_each_record(
      reading.file, dialect,
      [&](const std::vector<std::string>& cells, Spot) {
        double x = 0;
        long long ignored = 0;
        if (cells.size() <= column || !parse_number(cells[column], x)) return;
        low = std::min(low, x);
        high = std::max(high, x);
        whole = whole && parse_whole(cells[column], ignored);
      },
      [](std::string_view, Spot) {});
  if (low < 0 && low >= -1 && high <= 1) return {-1, 1, 0};
  if (low < 0 && low >= -5 && high <= 5 && whole) return {-5, 5, 0};
  throw Error(Exit::usage,
              fmt::format("{}: the numbers reach from {:g} to {:g}; on which scale are they?",
                          reading.file.path, low, high),
              "say it, for example --scale 1..9, or --scale 0..100@50 with its neutral point");
}

void read_long(const Reading& reading, const CsvDialect& dialect, bool header, std::size_t word,
               std::size_t category, std::optional<std::size_t> value) {
  const Scale scale = reading.scale({0, 1, 0});
  bool first = header;
  const auto record = [&](const std::vector<std::string>& cells, Spot spot) {
    if (first) {
      first = false;
      return;
    }
    reading.out.row();
    if (cells.size() <= std::max({word, category, value.value_or(0)})) {
      reading.out.skip(spot, "too few columns", cells.front());
      return;
    }
    const auto meaning = reading.meaning(cells[category]);
    double number = 1;
    if (!value || !meaning) {
      reading.list(cells[word], cells[category], spot);
    } else if (!parse_number(cells[*value], number)) {
      reading.out.skip(spot, fmt::format("column {} is no number", *value + 1), cells[word]);
    } else if (const auto amount = scale.amount(number); !amount) {
      reading.out.skip(spot, "the number is outside the scale", cells[word]);
    } else if (meaning->kind == Meaning::Kind::emotion) {
      reading.out.emotion(cells[word], meaning->emotion, *amount, spot);
    } else if (meaning->kind != Meaning::Kind::none) {
      const bool positive = meaning->kind == Meaning::Kind::positive;
      reading.out.valence(cells[word], positive ? *amount : -*amount, spot);
    }
  };
  for_each_record(reading.file, dialect, record, [&](std::string_view raw, Spot spot) {
    reading.out.row();
    reading.out.skip(spot, "broken quoting", raw);
  });
}

}  // namespace

int likes_table(const Sniff& sniff) {
  if (sniff.lines.empty()) return 0;
  std::vector<std::string_view> cells;
  for (const char separator : {'\t', ',', ';'}) {
    split(sniff.lines.front(), separator, cells);
    bool word = false, other = false;
    for (const std::string_view cell : cells) {
      const std::string name = lowered(trim(cell));
      word = word || role_of("word", name);
      other = other || role_of("valence", name) || role_of("category", name) ||
              parse_emotion(name).has_value();
    }
    if (word && other) return 30;
  }
  // word and number, without a header
  return sniff.share([&](std::string_view line) {
    split(line, '\t', cells);
    double number = 0;
    return cells.size() == 2 && parse_number(cells[1], number) && !parse_number(cells[0], number);
  }) >= 95
             ? 20
             : 0;
}

void read_table(const Reading& reading) {
  const CsvDialect dialect = dialect_of(reading);
  const std::vector<std::string> cells = header_of(reading, dialect);
  TablePlan plan;
  plan.dialect = dialect;
  plan.header = std::any_of(cells.begin(), cells.end(), [&](const std::string& cell) {
    const auto said = [&](const auto& column) { return lowered(column.second) == lowered(cell); };
    return role_of("word", cell) ||
           std::any_of(reading.options.columns.begin(), reading.options.columns.end(), said);
  });
  plan.word = column_of(reading, "word", cells).value_or(0);
  const auto category = column_of(reading, "category", cells);
  auto valence = column_of(reading, "valence", cells);
  if (category && *category != plan.word && !valence) {
    read_long(reading, dialect, plan.header, plan.word, *category,
              column_of(reading, "value", cells));
    return;
  }
  if (!plan.header && !valence && cells.size() == 2) valence = 1;
  if (valence) {
    const Scale scale =
        reading.options.scale ? *reading.options.scale : guess_scale(reading, dialect, *valence);
    plan.uses.push_back({ColumnUse::Kind::valence, *valence, scale, {}});
  }
  for (const std::string_view name : kEmotionNames) {
    std::optional<std::size_t> column = find_column(cells, name);
    if (reading.options.columns.contains(name)) column = column_of(reading, name, cells);
    if (!column) continue;
    plan.uses.push_back({ColumnUse::Kind::emotion,
                         *column,
                         valence ? Scale{0, 1, 0} : reading.scale({0, 1, 0}),
                         {Meaning::Kind::emotion, *parse_emotion(name)}});
  }
  for (const std::string_view name : {"positive", "negative"}) {
    if (!reading.options.columns.contains(name)) continue;
    const Meaning meaning{name == "positive" ? Meaning::Kind::positive : Meaning::Kind::negative,
                          Emotion::anger};
    plan.uses.push_back({ColumnUse::Kind::listed, *column_of(reading, name, cells), {}, meaning});
  }
  if (plan.uses.empty()) {
    throw Error(Exit::usage, fmt::format("{}: which column is the valence?", reading.file.path),
                "name columns by header or number: --column word=1 --column valence=3");
  }
  read_columns(reading, plan);
}

}  // namespace voxmap::lexicon
