// Archives as one Source: each member read by the adapter that recognises it.
#include "voxmap/archive.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/utf8.hpp"
#include "base/zip.hpp"
#include "office.hpp"
#include "survey_proposal.hpp"
#include "voxmap/beside.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t kUnasked = std::uint64_t{16} << 20U;  // unpacked, before the ratio is asked

// What operating systems leave in archives.
bool is_litter(std::string_view name) {
  const std::string_view file = name.substr(name.rfind('/') + 1);
  return name.starts_with("__MACOSX/") || file == ".DS_Store" || file == "Thumbs.db" ||
         file == "desktop.ini" || file.starts_with("._");
}

bool is_archive(std::string_view head) {
  constexpr std::array kMagics = {"BZh"sv, "\xFD\x37zXZ"sv, "7z\xBC\xAF\x27\x1C"sv, "Rar!"sv};
  if (packing_of(head) != Packing::none) return true;
  constexpr std::size_t kTar = 257;
  if (head.size() > kTar + 5 && head.substr(kTar, 5) == "ustar") return true;
  return std::ranges::any_of(kMagics, [&](auto magic) { return head.starts_with(magic); });
}

struct Readable {
  const ZipArchive::Member* member = nullptr;
  const Adapter* adapter = nullptr;
};

class ArchiveSource final : public Source, public survey::Wrapping {
 public:
  ArchiveSource(std::string path, ZipArchive archive, ArchiveWish wish)
      : path_(std::move(path)), archive_(std::move(archive)), wish_(std::move(wish)) {
    check();
    choose();
    say_what_is_read();
    // One file is packed for its size: what is noted about it is ready as it is without.
    if (readable_.size() == 1 && open_next() && source_) {
      early_notes_ = source_->notes().size();
      notes_.insert(notes_.end(), source_->notes().begin(), source_->notes().end());
    }
  }

  std::optional<Record> next() override {
    while (true) {
      if (next_skip_ < skips_.size()) return std::move(skips_[next_skip_++]);
      if (!source_ && !open_next()) return std::nullopt;
      try {
        if (!source_) continue;  // it could not even be opened: a reject waits
        if (auto record = source_->next()) {
          name_place(*record);
          return record;
        }
      } catch (const DamagedArchive&) {
        throw;
      } catch (const Error& error) {
        fail(error);
      }
      close();
    }
  }
  std::uint64_t position() const override { return done_; }
  std::span<const std::string> notes() const override { return notes_; }
  const Source* wrapped() const override { return readable_.size() == 1 ? source_.get() : nullptr; }

 private:
  static constexpr std::size_t kNamed = 10;  // members in the notes

  // What other members say of one that is read.
  std::string read_beside(const std::string& path) const {
    constexpr std::uint64_t kMost = std::uint64_t{64} << 20U;
    const ZipArchive::Member* const member = archive_.find(path);
    if (member == nullptr || member->folder || member->size > kMost) return {};
    return member->unreadable_method.empty() ? archive_.read(*member, kMost) : std::string();
  }

  const std::string& member_name() const { return readable_[at_].member->name; }

  void check() const {
    const auto refuse = [&](const std::string& what, const std::string& hint) {
      throw Error(Exit::data, fmt::format("{}: {}", path_, what), hint);
    };
    if (archive_.members().empty()) throw Error(Exit::no_input, path_ + ": an empty ZIP archive");
    if (const auto fault = archive_.distrust()) {
      refuse(*fault, "unpack it where it can do no harm, and look at it");
    }
    if (archive_.find("[Content_Types].xml") != nullptr) {
      refuse("an Office document, and no spreadsheet or text that was recognised",
             "save it as a file; --adapter xlsx or --adapter docx says which it is");
    }
    std::uint64_t size = 0;
    for (const ZipArchive::Member& member : archive_.members()) {
      if (member.encrypted) {
        refuse(fmt::format("member \"{}\" is encrypted", member.name),
               "unpack it with its password first");
      }
      if (member.size > wish_.limits.bytes - std::min(size, wish_.limits.bytes)) {
        refuse(fmt::format("unpacks to more than {} bytes", wish_.limits.bytes),
               "--max-unpacked (or limits.max_unpacked) allows more, where it is trusted");
      }
      size += member.size;
      if (member.size > most_of(member)) {
        refuse(fmt::format("member \"{}\": {} bytes unpack to {}, more than {} times as many: a "
                           "bomb?",
                           member.name, member.packed, member.size, wish_.limits.ratio),
               "--max-ratio (or limits.max_ratio) allows more, where it is trusted");
      }
    }
  }

  // Bytes a member may unpack to, whatever it says.
  std::uint64_t most_of(const ZipArchive::Member& member) const {
    const std::uint64_t ratio = wish_.limits.ratio;
    const std::uint64_t most =
        member.packed > wish_.limits.bytes / ratio ? wish_.limits.bytes : member.packed * ratio;
    return std::min(wish_.limits.bytes, std::max(kUnasked, most));
  }

  std::string head_of(const ZipArchive::Member& member) const {
    const auto stream = archive_.open(member, most_of(member));
    std::string head(kHeadBytes, '\0');
    const auto got = stream->rdbuf()->sgetn(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(std::max<std::streamsize>(got, 0)));
    return head;
  }

  void skip(const ZipArchive::Member& member) {
    Skip skip{{}, "not_data"};
    skip.origin.part = member.name;
    skips_.emplace_back(std::move(skip));
  }

  void leave_out(const ZipArchive::Member& member, std::string_view why) {
    if (++left_out_ <= kNamed) {
      notes_.push_back(fmt::format("{} left out: {}", member.name, why));
    }
    skip(member);
  }

  // What may be data and cannot be read.
  void reject(const std::string& member, std::string_view reason, std::string detail) {
    Reject reject;
    reject.origin.part = member;
    reject.reason = reason;
    reject.detail = std::move(detail);
    skips_.emplace_back(std::move(reject));
  }

  // Looks at one member: read it, leave it out, or reject it.
  void choose(const ZipArchive::Member& member) {
    if (!member.unreadable_method.empty()) {
      reject(member.name, "unreadable_member",
             fmt::format("compressed with {}, which cannot be read here: unpack it, or pack it "
                         "again with Deflate",
                         member.unreadable_method));
      return;
    }
    const std::string head = head_of(member);
    if (is_archive(head)) {
      reject(member.name, "nested_archive",
             "an archive in an archive is not opened: unpack it, and give what is in it");
      return;
    }
    const auto reason = head.empty() ? std::optional<std::string>("empty") : why_not(head);
    const Adapter* const adapter = reason ? nullptr : recognise(head);
    if (reason) {
      leave_out(member, *reason);
    } else if (adapter == nullptr && wish_.adapter == nullptr) {
      leave_out(member, "no adapter recognises its content");
    } else {
      readable_.push_back({&member, wish_.adapter != nullptr ? wish_.adapter : adapter});
    }
  }

  const Reject* first_reject() const {
    for (const Record& record : skips_) {
      if (const auto* const reject = std::get_if<Reject>(&record)) return reject;
    }
    return nullptr;
  }

  void choose() {
    std::vector<const ZipArchive::Member*> members;
    std::size_t folders = 0;
    std::size_t litter = 0;
    for (const ZipArchive::Member& member : archive_.members()) {
      if (member.folder) {
        ++folders;
      } else {
        members.push_back(&member);
      }
    }
    std::ranges::sort(members, {}, &ZipArchive::Member::name);
    for (const ZipArchive::Member* const member : members) {
      if (is_litter(member->name)) {
        ++litter;
        skip(*member);
      } else {
        choose(*member);
      }
    }
    if (litter > 0 || folders > 0) {
      notes_.push_back(fmt::format(
          "{} passed over: {} of folders, {} that operating systems leave",
          litter + folders == 1 ? "1 entry" : fmt::format("{} entries", litter + folders), folders,
          litter));
    }
    if (readable_.empty()) {
      if (const auto* const first = first_reject()) {
        throw Error(Exit::data,
                    fmt::format("{}: member \"{}\" cannot be read", path_, first->origin.part),
                    first->detail);
      }
      throw Error(Exit::data, path_ + ": an archive without anything that could be read",
                  notes_.empty() ? std::string() : notes_.front());
    }
  }

  void say_what_is_read() {
    if (left_out_ > kNamed) {
      notes_.push_back(fmt::format("{} more members left out", left_out_ - kNamed));
    }
    std::map<std::string_view, std::size_t> adapters;
    for (const Readable& readable : readable_) {
      ++adapters[readable.adapter->name];
      if (!options_.contains(readable.adapter)) {
        options_.emplace(readable.adapter,
                         wish_.options ? wish_.options(*readable.adapter) : Options());
      }
    }
    std::string said;
    for (const auto& [name, count] : adapters) {
      said += fmt::format("{}{} as {}", said.empty() ? "" : ", ", count, name);
    }
    notes_.insert(notes_.begin(), fmt::format("members read: {}", said));
    wish_.options = nullptr;
    // A member's name without its folders is its key, unless two have the same.
    for (const Readable& readable : readable_) ++files_[file_of(readable.member->name)];
  }

  static std::string file_of(const std::string& name) { return name.substr(name.rfind('/') + 1); }

  bool open_next() {
    if (opened_any_) ++at_;
    opened_any_ = true;
    if (at_ >= readable_.size()) {
      say_what_was_noted();
      return false;
    }
    const Readable& readable = readable_[at_];
    const ZipArchive::Member& member = *readable.member;
    Input input;
    input.name = path_ + "!" + member.name;
    input.inner = member.name;
    input.mapping = wish_.mapping;
    input.beside = beside_;
    input.options = options_.at(readable.adapter);
    if (files_[file_of(member.name)] > 1) {
      const auto key = input.options.find("key");
      if (key != input.options.end() && key->second.empty()) key->second = member.name;
    }
    try {
      input.stream = archive_.open(member, most_of(member));
      input.again = [this, &member] { return archive_.open(member, most_of(member)); };
      source_ = readable.adapter->open(std::move(input));
    } catch (const DamagedArchive&) {
      throw;
    } catch (const Error& error) {
      fail(error);
    }
    return true;
  }

  // A member that cannot be read is one reject; an archive that cannot be, its only file, or a
  // mapping or option that is wrong, ends it all.
  void fail(const Error& error) {
    const bool bad_data = error.exit() == Exit::data || error.exit() == Exit::no_input;
    if (!bad_data || readable_.size() == 1) throw;
    reject(member_name(), "unreadable_member", error.what());
    source_.reset();
  }

  void close() {
    done_ += readable_[at_].member->packed;
    if (!source_) return;
    for (const std::string& note : source_->notes().subspan(early_notes_)) {
      auto& [count, first] = said_[note];
      if (count++ == 0) first = member_name();
    }
    source_.reset();
  }

  void say_what_was_noted() {
    constexpr std::size_t kNotes = 40;
    std::size_t said = 0;
    for (const auto& [note, where] : said_) {
      if (++said > kNotes) break;
      notes_.push_back(where.first == 1 ? fmt::format("{}: {}", where.second, note)
                                        : fmt::format("{} members: {}", where.first, note));
    }
    if (said_.size() > kNotes) {
      notes_.push_back(fmt::format("{} more notes on members", said_.size() - kNotes));
    }
    said_.clear();
  }

  void name_place(Record& record) const {
    const auto name = [&](Place& place) {
      place.part = place.part.empty() ? member_name() : member_name() + "!" + place.part;
    };
    std::visit([&](auto& some) { name(some.origin); }, record);
    if (auto* const document = std::get_if<Document>(&record)) {
      for (Verbatim& verbatim : document->verbatims) name(verbatim.origin);
    }
  }

  std::string path_;
  ZipArchive archive_;
  ArchiveWish wish_;
  std::vector<Readable> readable_;
  std::map<const Adapter*, Options> options_;
  std::map<std::string, std::size_t, std::less<>> files_;
  std::shared_ptr<Beside> beside_ =
      std::make_shared<Beside>([this](const std::string& path) { return read_beside(path); });
  std::vector<Record> skips_;  // and rejects of whole members
  std::size_t next_skip_ = 0;
  std::size_t left_out_ = 0;
  std::size_t early_notes_ = 0;  // of the only member, given already
  std::size_t at_ = 0;
  bool opened_any_ = false;
  std::unique_ptr<Source> source_;
  std::uint64_t done_ = 0;
  std::vector<std::string> notes_;
  std::map<std::string, std::pair<std::size_t, std::string>> said_;
};

class Positioned final : public Source, public survey::Wrapping {
 public:
  Positioned(std::unique_ptr<Source> source, std::shared_ptr<std::atomic<std::uint64_t>> position)
      : source_(std::move(source)), position_(std::move(position)) {}
  std::optional<Record> next() override { return source_->next(); }
  std::uint64_t position() const override { return position_->load(std::memory_order_relaxed); }
  std::span<const std::string> notes() const override { return source_->notes(); }
  const Source* wrapped() const override { return source_.get(); }

 private:
  std::unique_ptr<Source> source_;
  std::shared_ptr<std::atomic<std::uint64_t>> position_;
};

}  // namespace

Packing packing_of(std::string_view head) {
  if (head.starts_with("\x1F\x8B")) return Packing::gzip;
  if (head.starts_with("\x28\xB5\x2F\xFD")) return Packing::zstd;
  // A frame to be skipped may stand in front: seekable archives.
  if (head.size() >= 8 && (head[0] & 0xF0) == 0x50 && head.substr(1, 3) == "\x2A\x4D\x18") {
    return Packing::zstd;
  }
  if (head.starts_with("PK\x03\x04") && office_kind(head) == OfficeKind::none) return Packing::zip;
  return Packing::none;
}

std::unique_ptr<Source> open_archive(const std::string& path, std::string bytes, ArchiveWish wish) {
  const std::uint64_t members = wish.limits.members;
  ZipArchive archive = bytes.empty() ? ZipArchive::from_file(path, members)
                                     : ZipArchive::from_bytes(std::move(bytes), path, members);
  return std::make_unique<ArchiveSource>(path, std::move(archive), std::move(wish));
}

std::unique_ptr<Source> with_position(std::unique_ptr<Source> source,
                                      std::shared_ptr<std::atomic<std::uint64_t>> position) {
  return std::make_unique<Positioned>(std::move(source), std::move(position));
}

}  // namespace voxmap
