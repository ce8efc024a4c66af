// In the steady state tagging asks for no memory: scratch and result are reused.
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

#include "support/tagging.hpp"

// Sanitizers have allocators of their own. gcc and clang say differently that there is one.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define VOXMAP_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define VOXMAP_SANITIZED 1
#endif
#endif

#ifndef VOXMAP_SANITIZED

namespace {
std::size_t allocations = 0;
}  // namespace

[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* p = std::malloc(size == 0 ? 1 : size)) return p;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* p) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete(void* p, std::size_t) noexcept { std::free(p); }

namespace voxmap {
namespace {

TEST(Steady, NoAllocationPerDocument) {
  test::Tagging t;
  Document d;
  d.language = "en";
  d.verbatims.resize(2);
  d.verbatims[0].text = "It won't start, the caf\u00e9 was really great but slow :-( @x #SoBad";
  d.verbatims[0].prompt = "How was it?";
  d.verbatims[1].text = "2 hours on hold, GOOOOD cafe\u0301 \U0001F600. Never again!!";
  for (int i = 0; i < 3; ++i) t.document(d);
  EXPECT_GT(t.tagged.evidence.size(), 5U);
  const std::size_t before = allocations;
  for (int i = 0; i < 100; ++i) t.document(d);
  // ICU's own memory (words with combining marks, their sentences) comes from malloc, uncounted.
  EXPECT_EQ(allocations - before, 0U);
}

}  // namespace
}  // namespace voxmap

#endif
