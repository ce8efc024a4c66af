// Parsing an SPSS file in a thread and handing out its cases.
#include "spss_file.hpp"

#include <fmt/format.h>
#include <readstat.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <exception>
#include <map>
#include <optional>
#include <thread>
#include <utility>

#include "base/encoding.hpp"
#include "base/queue.hpp"
#include "base/utf8.hpp"
#include "guess.hpp"
#include "voxmap/error.hpp"
#include "xlsx_book.hpp"

namespace voxmap::spss {
namespace {

constexpr std::size_t kBatch = 500;  // cases handed over at a time

// The file in memory, for ReadStat.
struct Bytes {
  std::string_view bytes;
  std::size_t at = 0;
};

int open_bytes(const char* /*path*/, void* /*context*/) { return 0; }
int close_bytes(void* /*context*/) { return 0; }
readstat_off_t seek_bytes(readstat_off_t offset, readstat_io_flags_t whence, void* context) {
  auto& file = *static_cast<Bytes*>(context);
  const auto size = static_cast<readstat_off_t>(file.bytes.size());
  const readstat_off_t base = whence == READSTAT_SEEK_SET   ? 0
                              : whence == READSTAT_SEEK_CUR ? static_cast<readstat_off_t>(file.at)
                                                            : size;
  if (offset < -base || offset > size - base) return -1;
  file.at = static_cast<std::size_t>(base + offset);
  return base + offset;
}
ssize_t read_bytes(void* to, std::size_t wanted, void* context) {
  auto& file = *static_cast<Bytes*>(context);
  const std::size_t size = std::min(wanted, file.bytes.size() - file.at);
  std::memcpy(to, file.bytes.data() + file.at, size);
  file.at += size;
  return static_cast<ssize_t>(size);
}

struct ParserFreer {
  void operator()(readstat_parser_t* parser) const { readstat_parser_free(parser); }
};
using Parser = std::unique_ptr<readstat_parser_t, ParserFreer>;

Parser make_parser(Bytes& file) {
  Parser parser(readstat_parser_init());
  if (!parser) throw std::bad_alloc();
  readstat_set_open_handler(parser.get(), open_bytes);
  readstat_set_close_handler(parser.get(), close_bytes);
  readstat_set_seek_handler(parser.get(), seek_bytes);
  readstat_set_read_handler(parser.get(), read_bytes);
  readstat_set_io_ctx(parser.get(), &file);
  return parser;
}

// What the file says its characters are; empty when it does not say, or cannot be read.
std::string declared_encoding(std::string_view bytes) {
  Bytes file{bytes};
  const Parser parser = make_parser(file);
  std::string encoding;
  readstat_set_metadata_handler(parser.get(), [](readstat_metadata_t* metadata, void* context) {
    const char* const name = readstat_get_file_encoding(metadata);
    if (name != nullptr) *static_cast<std::string*>(context) = name;
    return static_cast<int>(READSTAT_HANDLER_ABORT);
  });
  readstat_parse_sav(parser.get(), "", &encoding);
  return encoding;
}

struct Variable {
  std::string name, label, format;
  std::map<std::string, std::string> labels;  // by value as text
  bool codes = false;
  std::uint64_t missing = 0;
};

using Labels = std::map<std::string, std::map<std::string, std::string>>;

std::string number(double value) { return xlsx::number_text(fmt::format("{}", value)); }

class FileRows final : public CellRows {
 public:
  FileRows(std::string bytes, std::string name, FileOptions options)
      : bytes_(std::move(bytes)), name_(std::move(name)), options_(std::move(options)) {
    encoding_ = options_.encoding.empty() ? declared_encoding(bytes_) : options_.encoding;
    parser_ = std::thread([this] { parse(); });
  }
  ~FileRows() override {
    rows_.close();
    while (rows_.try_pop()) {
    }
    parser_.join();
  }
  FileRows(const FileRows&) = delete;
  FileRows& operator=(const FileRows&) = delete;

  bool next(CellRow& row) override {
    if (used_ == batch_.size()) {
      batch_.clear();
      used_ = 0;
      auto batch = rows_.pop();
      if (!batch) {
        if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
        return false;
      }
      batch_ = std::move(*batch);
    }
    row = std::move(batch_[used_++]);
    if (names_.empty()) names_ = row.cells;
    return true;
  }

  // Called when the thread has ended: next() said so.
  void finish(std::vector<std::string>& notes) const override {
    const auto say = [&](std::uint64_t n, std::string_view what) {
      if (n > 0) notes.push_back(fmt::format("{} {}", n, what));
    };
    say(missing_, "values that the file declares missing read as none");
    say(replaced_,
        fmt::format("texts hold bytes that are no {}: shown as U+FFFD", encoding_name()));
  }
  std::uint64_t position() const override { return position_.load(std::memory_order_relaxed); }
  std::string part() const override { return {}; }
  std::string part(std::uint64_t /*row*/, std::size_t column) const override {
    return column < names_.size() ? names_[column] : std::string();
  }
  std::string encoding_name() const { return encoding_.empty() ? "UTF-8" : encoding_; }

 private:
  // All below runs in the parsing thread.
  void parse() noexcept {
    try {
      Bytes file{bytes_};
      const Parser parser = make_parser(file);
      file_ = &file;
      // Bytes come as they are, and a bad one does not end it all.
      readstat_set_handler_character_encoding(parser.get(), nullptr);
      readstat_set_value_label_handler(parser.get(), on_label);
      readstat_set_variable_handler(parser.get(), on_variable);
      readstat_set_value_handler(parser.get(), on_value);
      const readstat_error_t error = readstat_parse_sav(parser.get(), "", this);
      if (!thrown_ && !header_done_ && error == READSTAT_OK) write_header();
      if (!row_.cells.empty() && error == READSTAT_OK) push_row();
      if (!pending_.empty()) rows_.push(std::move(pending_));
      if (thrown_) std::rethrow_exception(thrown_);
      if (error != READSTAT_OK && error != READSTAT_ERROR_USER_ABORT) {
        throw Error(Exit::data,
                    fmt::format("{}: damaged or cut off{}: {}", name_,
                                cases_ > 0 ? fmt::format(" after case {}", cases_) : "",
                                readstat_error_message(error)),
                    "open and save it again with SPSS, or export it as CSV");
      }
    } catch (...) {  // handed to the thread that reads
      failure_ = std::current_exception();
    }
    file_ = nullptr;
    rows_.close();
  }

  template <typename Work>
  static int guarded(void* context, Work work) {
    auto& self = *static_cast<FileRows*>(context);
    try {
      return work(self) ? READSTAT_HANDLER_OK : READSTAT_HANDLER_ABORT;
    } catch (...) {  // no exception goes through C
      self.thrown_ = std::current_exception();
      return READSTAT_HANDLER_ABORT;
    }
  }

  static int on_label(const char* set, readstat_value_t value, const char* label, void* context) {
    return guarded(context, [&](FileRows& self) {
      const bool text = readstat_value_type_class(value) == READSTAT_TYPE_CLASS_STRING;
      const char* const string = text ? readstat_string_value(value) : nullptr;
      const std::string key = text ? self.decoded(string == nullptr ? "" : string)
                                   : number(readstat_double_value(value));
      self.labels_[set][key] = self.decoded(label == nullptr ? "" : label);
      return true;
    });
  }

  static int on_variable(int /*index*/, readstat_variable_t* variable, const char* labels,
                         void* context) {
    return guarded(context, [&](FileRows& self) {
      const auto text = [&](const char* given) {
        return self.decoded(given == nullptr ? "" : given);
      };
      Variable& own = self.variables_.emplace_back();
      own.name = text(readstat_variable_get_name(variable));
      own.label = text(readstat_variable_get_label(variable));
      const char* const format = readstat_variable_get_format(variable);
      own.format = format == nullptr ? "" : format;
      if (labels != nullptr) own.labels = self.labels_[labels];
      own.codes = self.wants_codes(own);
      return true;
    });
  }

  static int on_value(int index, readstat_variable_t* variable, readstat_value_t value,
                      void* context) {
    return guarded(context, [&](FileRows& self) {
      if (!self.header_done_ && !self.write_header()) return false;
      const auto column = static_cast<std::size_t>(readstat_variable_get_index(variable));
      if (column >= self.variables_.size()) return true;
      const auto number_of_case = static_cast<std::uint64_t>(index) + 1;
      if (!self.row_.cells.empty() && self.row_.number != number_of_case && !self.push_row()) {
        return false;
      }
      self.row_.number = number_of_case;
      self.row_.cells.resize(self.variables_.size());
      self.row_.cells[column] = self.text_of(self.variables_[column], variable, value);
      return true;
    });
  }

  // A scale: only its ends have labels, or the labels begin with their numbers, or what is asked
  // and the values are a rating's.
  bool wants_codes(const Variable& variable) const {
    if (options_.all_codes || options_.codes.contains(variable.name)) return true;
    if (variable.labels.size() < 2) return false;
    survey::Profile profile;
    profile.distinct = variable.labels.size();
    bool first = true;
    for (const auto& [value, label] : variable.labels) {
      const auto milli = survey::rating_value(value);
      if (!milli) return false;
      if (!label.starts_with(value)) {
        profile.least_milli = first ? *milli : std::min(profile.least_milli, *milli);
        profile.most_milli = first ? *milli : std::max(profile.most_milli, *milli);
      }
      first = false;
    }
    return !survey::guess_scale(survey::header_words(variable.label), profile).empty();
  }

  std::string text_of(const Variable& own, readstat_variable_t* variable, readstat_value_t value) {
    if (readstat_value_is_system_missing(value) != 0) return {};
    if (readstat_value_is_missing(value, variable) != 0) {
      ++missing_;
      return {};
    }
    std::string text;
    if (readstat_value_type_class(value) == READSTAT_TYPE_CLASS_STRING) {
      const char* const string = readstat_string_value(value);
      text = decoded(string == nullptr ? "" : string);
    } else {
      const double real = readstat_double_value(value);
      if (!std::isfinite(real)) return {};
      if (auto time = time_text(real, own.format)) return *time;
      text = number(real);
    }
    if (own.codes) return text;
    const auto label = own.labels.find(text);
    return label == own.labels.end() ? text : label->second;
  }

  bool write_header() {
    header_done_ = true;
    CellRow names;
    CellRow labels;
    for (const Variable& variable : variables_) {
      names.cells.push_back(variable.name);
      if (options_.labelled && !variable.labels.empty()) options_.labelled->insert(variable.name);
      labels.cells.push_back(variable.label.empty() ? variable.name : variable.label);
    }
    if (names.cells.empty()) return true;
    pending_.push_back(std::move(names));
    pending_.push_back(std::move(labels));
    return true;
  }

  bool push_row() {
    ++cases_;
    pending_.push_back(std::exchange(row_, {}));
    if (pending_.size() < kBatch) return true;
    position_.store(file_ == nullptr ? 0 : file_->at, std::memory_order_relaxed);
    return rows_.push(std::exchange(pending_, {}));
  }

  std::string decoded(std::string_view raw) {
    const std::size_t end = raw.find_last_not_of(std::string_view(" \0", 2));
    raw = raw.substr(0, end == std::string_view::npos ? 0 : end + 1);
    const bool ascii =
        std::ranges::all_of(raw, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (ascii) return std::string(raw);
    const std::string folded = fold(encoding_);
    if (folded.empty() || folded == "utf-8" || folded == "utf8") {
      if (valid_utf8(raw)) return std::string(raw);
      ++replaced_;
      return mended(raw);
    }
    try {
      const Encoding encoding = decide_encoding(raw, true, encoding_);
      std::string text = encoding.utf8 ? std::string(raw) : decode_head(raw, encoding);
      if (text.find("\xEF\xBF\xBD") != std::string::npos || !valid_utf8(text)) ++replaced_;
      return mended(text);
    } catch (const Error&) {  // a name nobody knows
      ++replaced_;
      return mended(raw);
    }
  }

  // Bytes that are no UTF-8 as U+FFFD.
  static std::string mended(std::string_view raw) {
    std::string out;
    while (const auto bad = first_invalid_utf8(raw)) {
      out += raw.substr(0, *bad);
      out += "\xEF\xBF\xBD";
      raw.remove_prefix(*bad + 1);
    }
    return out.append(raw);
  }

  std::string bytes_, name_;
  FileOptions options_;
  std::string encoding_;
  std::vector<Variable> variables_;
  Labels labels_;
  Bytes* file_ = nullptr;
  CellRow row_;
  std::vector<CellRow> pending_;
  std::uint64_t cases_ = 0, missing_ = 0, replaced_ = 0;
  bool header_done_ = false;
  std::exception_ptr thrown_, failure_;  // in a handler; in the thread
  std::atomic<std::uint64_t> position_ = 0;
  BoundedQueue<std::vector<CellRow>> rows_{8};
  std::vector<CellRow> batch_;  // of the reading thread
  std::size_t used_ = 0;
  std::vector<std::string> names_;
  std::thread parser_;
};

}  // namespace

std::unique_ptr<CellRows> open_file(std::string bytes, const std::string& name,
                                    const FileOptions& options, std::vector<std::string>& notes) {
  auto rows = std::make_unique<FileRows>(std::move(bytes), name, options);
  const std::string encoding = rows->encoding_name();
  if (encoding != "UTF-8" && encoding != "utf-8") notes.push_back("encoding " + encoding);
  return rows;
}

std::optional<std::string> time_text(double seconds, std::string_view format) {
  const std::string_view word = format.substr(0, format.find_first_of("0123456789"));
  constexpr std::array<std::string_view, 5> kDays = {"DATE", "ADATE", "EDATE", "JDATE", "SDATE"};
  const bool day = std::ranges::find(kDays, word) != kDays.end();
  const bool moment = word == "DATETIME" || word == "YMDHMS";
  const bool clock = word == "TIME" || word == "DTIME";
  if (!day && !moment && !clock) return std::nullopt;
  constexpr double kLast = 265000000000.0;  // in the year 9980
  if (seconds < 0 || seconds > kLast) return std::nullopt;
  const auto whole = static_cast<std::int64_t>(std::llround(seconds));
  const std::int64_t of_day = whole % 86400;
  if (clock) {
    return fmt::format("{:02}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
  }
  constexpr std::int64_t kEpoch = 141428;  // days from 14 October 1582 to 1970
  const std::chrono::year_month_day date{
      std::chrono::sys_days{std::chrono::days{whole / 86400 - kEpoch}}};
  std::string text =
      fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  if (moment) {
    text += fmt::format(" {:02}:{:02}:{:02}", of_day / 3600, of_day / 60 % 60, of_day % 60);
  }
  return text;
}

}  // namespace voxmap::spss
