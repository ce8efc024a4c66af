// What is taken out of a text, and what is left in it. All values are invented.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "support/linear_time.hpp"
#include "voxmap/redaction.hpp"

namespace voxmap {
namespace {

using enum PersonalData;

std::string redacted(std::string text,
                     RedactorOptions options = {default_personal_data(), {}, {}}) {
  make_redactor(options)->redact(text);
  return text;
}
std::string with(PersonalData kind, std::string text) {
  return redacted(std::move(text), {{kind}, {}, {}});
}
std::string with_id(std::string id, std::string text) {
  return redacted(std::move(text), {{}, {std::move(id)}, {}});
}
std::string with_names(std::vector<std::string> names, std::string text) {
  return redacted(std::move(text), {{}, {}, std::move(names)});
}

TEST(Redaction, Email) {
  EXPECT_EQ(redacted("Write to jo.doe+shop@mail.example.org."), "Write to [EMAIL].");
  EXPECT_EQ(redacted("<Ann@Example.COM>, please"), "<[EMAIL]>, please");
  EXPECT_EQ(redacted("jürgen.müller@bücher.example"), "[EMAIL]");
  EXPECT_EQ(redacted("メールはuser@example.jpです"), "メールは[EMAIL]です");
  EXPECT_EQ(redacted("mailto:a_b@x-y.co.uk?subject=Hi"), "mailto:[EMAIL]?subject=Hi");
  EXPECT_EQ(redacted("me@home, 3 items @ 5 each, @shop, a@b"),
            "me@home, 3 items @ 5 each, @shop, a@b");
}

TEST(Redaction, Links) {
  EXPECT_EQ(redacted("see https://shop.example/a?page=2"), "see https://shop.example/a?page=2");
  EXPECT_EQ(redacted("ftp://bob:s3cret@files.example/x"), "ftp://[CREDENTIALS]@files.example/x");
  EXPECT_EQ(redacted("ftp://bob:p@ss@files.example/x"), "ftp://[CREDENTIALS]@files.example/x");
  EXPECT_EQ(redacted("https://x.example/r?a=1&token=ab12cd&b=2"),
            "https://x.example/r?a=1&token=[CREDENTIALS]&b=2");
  EXPECT_EQ(redacted("https://x.example/u/jo@mail.example/"), "https://x.example/u/[EMAIL]/");
  EXPECT_EQ(with(url, "at (https://shop.example/a?b=c), or www.Shop.example!"),
            "at ([URL]), or [URL]!");
  EXPECT_EQ(with(url, "std::vector and http:// and wwwx"), "std::vector and http:// and wwwx");
}

// The bytes next to those looked for, and these with the highest bit set, in every place of a word
// of eight.
TEST(Redaction, WhereverItStandsAndWhateverStandsAround) {
  const std::string around[] = {" ", ";",       "/ ",     "? ",      "A ",
                                "`", "\u00B0 ", "\u00BA", "\u0440 ", "\x7F"};
  for (std::size_t before = 0; before < 20; ++before) {
    for (const std::string& filler : around) {
      std::string text;
      for (std::size_t n = 0; n < before; ++n) text += filler;
      const std::string end = " " + filler;
      EXPECT_EQ(with(email, text + " jo@mail.example" + end), text + " [EMAIL]" + end);
      EXPECT_EQ(with(card, text + " 4111111111111111" + end), text + " [CARD]" + end);
      EXPECT_EQ(with(url, text + " http://x.example" + end).substr(0, text.size() + 6),
                text + " [URL]");
      EXPECT_EQ(with(url, text + " wwww.x.example w.www" + end),
                text + " wwww.x.example w.www" + end);
      EXPECT_EQ(with(url, text + ".. WWW.x.example, www.y" + end).substr(0, text.size() + 15),
                text + ".. [URL], [URL]");
    }
  }
}

TEST(Redaction, Cards) {
  EXPECT_EQ(redacted("paid with 4111 1111 1111 1111 yesterday"), "paid with [CARD] yesterday");
  EXPECT_EQ(redacted("5500-0055-5555-5559"), "[CARD]");
  EXPECT_EQ(redacted("378282246310005."), "[CARD].");
  EXPECT_EQ(redacted("4111\u00A01111\u00A01111\u00A01111"), "[CARD]");
  EXPECT_EQ(redacted("4111 1111 1111 1111 12/27"), "[CARD] 12/27");
  EXPECT_EQ(redacted("2 4111 1111 1111 1111"), "2 [CARD]");
  EXPECT_EQ(redacted("my card 501800000009"), "my card [CARD]");
  // A wrong check digit, no issuer, parts of something longer.
  EXPECT_EQ(redacted("4111 1111 1111 1112"), "4111 1111 1111 1112");
  EXPECT_EQ(redacted("order 9111111111111111"), "order 9111111111111111");
  EXPECT_EQ(redacted("A4111111111111111, 4111111111111111-7"),
            "A4111111111111111, 4111111111111111-7");
  EXPECT_EQ(redacted("0000 0000 0000 0000"), "0000 0000 0000 0000");
}

TEST(Redaction, Iban) {
  EXPECT_EQ(redacted("to DE89 3704 0044 0532 0130 00 please"), "to [IBAN] please");
  EXPECT_EQ(redacted("gb82west12345698765432"), "[IBAN]");
  EXPECT_EQ(redacted("NL91-ABNA-0417-1643-00!"), "[IBAN]!");
  EXPECT_EQ(redacted("DE89 3704 0044 0532 0130 01"), "DE89 3704 0044 0532 0130 01");
  EXPECT_EQ(redacted("ZZ89370400440532013000"), "ZZ89370400440532013000");
}

TEST(Redaction, Ip) {
  EXPECT_EQ(redacted("from 192.168.0.17, twice"), "from [IP], twice");
  EXPECT_EQ(redacted("ping 10.0.0.1:8080"), "ping [IP]:8080");
  EXPECT_EQ(redacted(":+1: thanks"), ":+1: thanks");  // a colon at the very start
  EXPECT_EQ(redacted("at 2001:db8::8a2e:370:7334 and ::1."), "at [IP] and [IP].");
  EXPECT_EQ(redacted("::ffff:192.0.2.1"), "[IP]");
  EXPECT_EQ(redacted("256.1.1.1, 1.2.3, 1.2.3.4.5, 01.02.03.04"),
            "256.1.1.1, 1.2.3, 1.2.3.4.5, 01.02.03.04");
  EXPECT_EQ(redacted("at 12:30:45, std::abs, a::b, 1::"), "at 12:30:45, std::abs, a::b, [IP]");
}

TEST(Redaction, Phones) {
  for (const char* number :
       {"+44 20 7946 0958", "+1-202-555-0143", "+49 (0)30 901820", "(202) 555-0143", "202-555-0143",
        "202.555.0143", "1-800-555-0199", "020 7946 0958", "07700 900123", "01 99 00 12 34",
        "030/1234567", "0033 1 99 00 12 34", "001-202-555-0143x12", "202-555-0143 ext. 7"}) {
    EXPECT_EQ(redacted(std::string("It was ") + number + ", I think"), "It was [PHONE], I think")
        << number;
  }
  // Shapes that only the words around them tell.
  EXPECT_EQ(redacted("call me on 555 0143"), "call me on [PHONE]");
  EXPECT_EQ(redacted("Tel.: 12 34 56 78"), "Tel.: [PHONE]");
  EXPECT_EQ(redacted("Telefonnummer 5550143"), "Telefonnummer [PHONE]");
  EXPECT_EQ(redacted("555-0143 (mobile)"), "[PHONE] (mobile)");
  EXPECT_EQ(redacted("phone 555-123-4567 555-987-6543"), "phone [PHONE] [PHONE]");
}

TEST(Redaction, NumbersThatAreNoPhones) {
  for (const char* text :
       {"order number 5551234567", "order 202-555-0143", "invoice #2025550143",
        "on 2024-05-12 at 12:30", "12.05.2024", "05/12/2024 14 30", "since 12 05 2024",
        "version 10.15.7", "paid 1 000 000 euros", "I called on 12/05/2024", "1,234,567.89",
        "10000000", "it cost \u20ac12345678", "call 3 times in 2023", "rooms 101 102 103",
        "5 stars, 10/10", "tracking no. 0123456789", "3.14159265", "call about order 12345678"}) {
    EXPECT_EQ(redacted(text), text);
  }
}

TEST(Redaction, SocialSecurity) {
  EXPECT_EQ(redacted("SSN 219-09-9999"), "SSN [SSN]");
  EXPECT_EQ(redacted("my social security number: 219099999"), "my social security number: [SSN]");
  EXPECT_EQ(redacted("000-12-3456 666-12-3456 912-12-3456 123-00-4567 123-45-0000"),
            "000-12-3456 666-12-3456 912-12-3456 123-00-4567 123-45-0000");
  EXPECT_EQ(redacted("219-09-9999-1, 219099999"), "219-09-9999-1, 219099999");
}

TEST(Redaction, NationalIdsByChoice) {
  const std::pair<const char*, const char*> kValues[] = {{"uk_nino", "AB 12 34 56 C"},
                                                         {"uk_nhs", "943 476 5919"},
                                                         {"es_dni", "12345678Z"},
                                                         {"es_nie", "X-1234567-L"},
                                                         {"it_cf", "RSSMRA85T10A562S"},
                                                         {"de_steuer_id", "86 095 742 719"},
                                                         {"fr_nir", "2 55 08 14 168 025 38"},
                                                         {"nl_bsn", "111222333"},
                                                         {"pt_nif", "123456789"},
                                                         {"ch_ahv", "756.9217.0769.85"}};
  for (const auto& [id, value] : kValues) {
    EXPECT_EQ(with_id(id, std::string("It is ") + value + "."), "It is [NATIONAL_ID].") << id;
    EXPECT_EQ(with(email, value), value) << id;
    std::string wrong = value;  // another check character
    char& last = wrong[wrong.size() - 1];
    last = last == 'C' ? 'E' : last == '9' ? '0' : static_cast<char>(last + 1);
    EXPECT_EQ(with_id(id, wrong), wrong) << id;
  }
  EXPECT_THROW(static_cast<void>(make_redactor({{}, {"xx_id"}, {}})), std::exception);
}

TEST(Redaction, HandlesByChoice) {
  EXPECT_EQ(redacted("thanks @jo_doe!"), "thanks @jo_doe!");
  EXPECT_EQ(with(handle, "thanks @jo_doe! (@al.b, @Jörg)"),
            "thanks [HANDLE]! ([HANDLE], [HANDLE])");
  EXPECT_EQ(with(handle, "jo@mail.example @ 5"), "jo@mail.example @ 5");
}

TEST(Redaction, ListedNames) {
  EXPECT_EQ(
      with_names({"Anna", "Müller-Lüdenscheid"}, "ANNA's and Anna Müller Lüdenscheid, Annabel"),
      "[NAME]'s and [NAME] [NAME], Annabel");
  EXPECT_EQ(with_names({"Jean Luc", "Jean"}, "jean-luc met Jean."), "[NAME] met [NAME].");
  EXPECT_EQ(with_names({"O'Brien"}, "Mr O\u2019Brien"), "Mr [NAME]");
  EXPECT_EQ(with_names({"Ольга"}, "это ОЛЬГА!"), "это [NAME]!");
  EXPECT_EQ(with_names({"田中"}, "田中さんは"), "[NAME]さんは");
  EXPECT_EQ(with_names({"Ann"}, "Anna, Joann, Ann1"), "Anna, Joann, Ann1");
}

TEST(Redaction, WhatOverlapsGoesTogether) {
  EXPECT_EQ(redacted("https://202-555-0143@x.example/"), "https://[CREDENTIALS]@x.example/");
  EXPECT_EQ(redacted("2025550143@mail.example"), "[EMAIL]");
}

TEST(Redaction, NothingThereNothingDone) {
  for (const char* text :
       {"", " ", "Great service, 5/5 :-)", "[EMAIL]", "\u00FC", "@", "://", "1", "+"}) {
    EXPECT_EQ(redacted(text), text);
  }
}

TEST(Redaction, HostileTextsTakeLinearTime) {
  RedactorOptions all{{}, {}, {"aa", "a a"}};
  for (std::size_t i = 0; i < kPersonalDataCount; ++i)
    all.kinds.push_back(static_cast<PersonalData>(i));
  for (const auto id : national_id_names()) all.national_ids.emplace_back(id);
  const auto redactor = make_redactor(all);
  for (const char* part :
       {"7",    "1 ",  "1-",      "12 ",        "1234567 ", "1.",  "1:",       "@",     "a@",
        "a@a.", "://", "a://",    "a://a?key=", "+1",       "(",   "4111",     "4111 ", "DE89",
        "AB12", "aa ", "call 1 ", "www.",       "::1 ",     "x1 ", "\xC3\xA9@"}) {
    const auto repeated = [&](std::size_t bytes) {
      std::string text;
      while (text.size() < bytes) text += part;
      return text;
    };
    EXPECT_TRUE(testing::linear_time(1U << 14U, repeated, [&](std::string text) {
      redactor->redact(text);
    })) << part;
  }
}

}  // namespace
}  // namespace voxmap
