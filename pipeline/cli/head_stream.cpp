// The head of an input, then the rest.
#include "cli/head_stream.hpp"

#include <algorithm>
#include <array>
#include <streambuf>
#include <utility>

#include "base/file.hpp"

namespace voxmap::cli {
namespace {

// The head that was looked at, then the rest: recognition works on pipes too.
class HeadThenRest final : public std::streambuf {
 public:
  HeadThenRest(std::string head, std::unique_ptr<std::istream> rest)
      : head_(std::move(head)), rest_(std::move(rest)) {
    setg(head_.data(), head_.data(), head_.data() + head_.size());
  }
  const std::string& head() const { return head_; }

 protected:
  int_type underflow() override {
    const auto got =
        rest_->rdbuf()->sgetn(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    if (got <= 0) return traits_type::eof();
    setg(buffer_.data(), buffer_.data(), buffer_.data() + got);
    return traits_type::to_int_type(buffer_[0]);
  }
  std::streamsize xsgetn(char* to, std::streamsize wanted) override {
    const auto held = std::min<std::streamsize>(wanted, egptr() - gptr());
    std::copy_n(gptr(), held, to);
    gbump(static_cast<int>(held));
    if (held == wanted) return held;
    return held + rest_->rdbuf()->sgetn(to + held, wanted - held);
  }

 private:
  std::string head_;
  std::unique_ptr<std::istream> rest_;
  std::array<char, 65536> buffer_{};
};

class KnownHead final : public HeadStream {
 public:
  KnownHead(std::string head, std::unique_ptr<std::istream> rest)
      : buffer_(std::move(head), std::move(rest)) {
    rdbuf(&buffer_);
    exceptions(std::ios::badbit);  // an Error thrown while reading passes through
  }
  const std::string& head() const override { return buffer_.head(); }

 private:
  HeadThenRest buffer_;
};

}  // namespace

std::unique_ptr<HeadStream> with_head(std::unique_ptr<std::istream> stream) {
  std::string head(kHeadBytes, '\0');
  head.resize(static_cast<std::size_t>(
      stream->rdbuf()->sgetn(head.data(), static_cast<std::streamsize>(head.size()))));
  return std::make_unique<KnownHead>(std::move(head), std::move(stream));
}

std::unique_ptr<HeadStream> open_with_head(const std::string& path) {
  return with_head(open_input(path));
}

}  // namespace voxmap::cli
