// Mail: what its writer says, told from all else in it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "adapters/mail_text.hpp"
#include "base/utf8.hpp"
#include "pinned.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

using namespace testing;
using ::testing::Contains;
using ::testing::HasSubstr;

ReadResult read_mail(std::string bytes, const Options& options = {}) {
  return read_with(*find_adapter("mbox"), std::move(bytes), "a.mbox", options);
}

std::string mail(const std::string& headers, const std::string& body) {
  return "From: Ann <ann@x.example>\nDate: Mon, 2 Mar 2026 10:12:00 +0100\nMessage-ID: <1@x>\n" +
         headers + "\n" + body;
}

std::string own_words(const std::string& bytes) {
  std::string out;
  for (const Document& document : read_mail(bytes).documents) {
    for (const Verbatim& verbatim : document.verbatims) {
      if (verbatim.scored) out += (out.empty() ? "" : "|") + verbatim.text;
    }
  }
  return out;
}

TEST(Mail, SampleMailbox) {
  const ReadResult read = sample("mbox", {{"agent", "@shop.example"}});
  EXPECT_EQ(Counts(read), Counts(4, 7, 3, 2));
  EXPECT_EQ(skipped(read), "auto_reply 1, bounce 1");
  const Document& first = read.documents[0];
  EXPECT_EQ(first.key, "ann-1@customer.example");
  EXPECT_EQ(first.respondent, "ann@customer.example");
  EXPECT_EQ(attribute(first, "subject"), "Order 4711: the café set");
  EXPECT_THAT(first.verbatims[0].text, HasSubstr("disappointed, because it was"));
  EXPECT_EQ(first.verbatims[1].speaker, "Signature");
  EXPECT_FALSE(read.documents[1].verbatims[0].scored);
  EXPECT_EQ(read.documents[1].verbatims[1].speaker, "Quoted");
  const Document& answer = read.documents[2];
  EXPECT_EQ(answer.verbatims[0].text,
            "That was quick, thank you! Your support is great.\n"
            "No, the courier threw it over the fence.");
  EXPECT_THAT(answer.verbatims[0].prompt, HasSubstr("Two new cups are on their way."));
  EXPECT_EQ(attribute(answer, "thread"), "ann-1@customer.example");
  EXPECT_EQ(read.documents[3].respondent, "bob@client.example");
  EXPECT_THAT(read.documents[3].verbatims[0].text, HasSubstr("\nFrom now on"));
}

TEST(Mail, EncodingsOfBodies) {
  EXPECT_EQ(own_words(mail("Content-Type: text/plain; charset=utf-8\n"
                           "Content-Transfer-Encoding: base64\n",
                           "U2Now7ZuIHdhciBkYXMgbmljaHQu\n")),
            "Schön war das nicht.");
  EXPECT_EQ(own_words(mail("Content-Type: text/plain; charset=iso-8859-1\n"
                           "Content-Transfer-Encoding: quoted-printable\n",
                           "Sch=F6n und =80 teuer.\n")),
            "Schön und € teuer.");
  // It says UTF-8 and is not.
  const ReadResult wrong =
      read_mail(mail("Content-Type: text/plain; charset=utf-8\n", "Sch\xF6n war das nicht.\n"));
  ASSERT_EQ(wrong.documents.size(), 1U);
  EXPECT_EQ(wrong.documents[0].verbatims[0].text, "Schön war das nicht.");
  EXPECT_THAT(wrong.notes, Contains(HasSubstr("1 messages in another character encoding")));
  EXPECT_EQ(own_words(mail("Content-Type: text/plain; charset=no-such\n", "Quite good.\n")),
            "Quite good.");
}

TEST(Mail, PlainBeforeHtmlAndHtmlWhereThereIsNothingElse) {
  const std::string both =
      mail("MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n",
           "--b\nContent-Type: text/plain\n\nPlain words.\n--b\nContent-Type: text/html\n\n"
           "<p>HTML words.</p>\n--b--\n");
  EXPECT_EQ(own_words(both), "Plain words.");
  const std::string html = mail("MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n",
                                "<p>HTML &amp; words.</p><blockquote>Yours.</blockquote>\n");
  EXPECT_EQ(own_words(html), "HTML & words.");
  const std::string attached =
      mail("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n",
           "--b\nContent-Type: text/plain\n\nSee the file.\n--b\nContent-Type: text/plain\n"
           "Content-Disposition: attachment; filename=log.txt\n\nno words of mine\n--b--\n");
  EXPECT_EQ(own_words(attached), "See the file.");
}

TEST(Mail, QuotesOfEveryProgram) {
  EXPECT_EQ(own_words(mail("",
                           "I agree.\n\nAm Montag, 2. März 2026 schrieb Bob <b@x.example>:\n"
                           "> the old words\n> more\n\nAnd this too.\n")),
            "I agree.|And this too.");
  EXPECT_EQ(own_words(mail("", "I agree.\n\n-----Ursprüngliche Nachricht-----\nthe old words\n")),
            "I agree.");
  EXPECT_EQ(own_words(mail("",
                           "I agree.\n\nDe: Bob <b@x.example>\nEnvoyé: lundi 2 mars 2026\n"
                           "Objet: Re: help\n\nthe old words\n")),
            "I agree.");
  EXPECT_EQ(own_words(mail("", "I agree.\n-- \nAnn\n")), "I agree.");
  EXPECT_EQ(own_words(mail("",
                           "I agree.\n_______________________________________________\n"
                           "desktop list\nhttps://lists.example\n")),
            "I agree.");
  // A colon or a dash alone quotes nothing.
  EXPECT_EQ(own_words(mail("", "Two things:\n- the price\n- the delivery\n")),
            "Two things:\n- the price\n- the delivery");
}

TEST(Mail, WrappedLinesAreParagraphs) {
  const auto passages = mail::passages_of(
      "The parcel came a week late and the box was wet, so that nothing in it\n"
      "could be used any more. I want my money back as soon as you possibly\ncan.\n\nAnn\nLee\n",
      false);
  ASSERT_EQ(passages.size(), 1U);
  EXPECT_EQ(passages[0].text,
            "The parcel came a week late and the box was wet, so that nothing in it could be used "
            "any more. I want my money back as soon as you possibly can.\n\nAnn\nLee");
  EXPECT_EQ(mail::passages_of("soft \nbreak\nhard\n", true).at(0).text, "soft break\nhard");
}

TEST(Mail, IsRecognisedAndTextIsNot) {
  const auto name = [](const std::string& bytes) {
    const Adapter* const adapter = recognise(bytes);
    return adapter == nullptr ? std::string("none") : std::string(adapter->name);
  };
  EXPECT_EQ(name(mail("Subject: hello\n", "words\n")), "mbox");
  EXPECT_EQ(name("From a@b.example  Wed Dec  1 08:26:40 2010\n" + mail("", "words\n")), "mbox");
  EXPECT_NE(name("From: the interview\nDate: today\nSubject: shopping\n\nAnn: I like it.\nBob: "
                 "Why?\nAnn: It is good.\n"),
            "mbox");
}

TEST(Mail, SurvivesTruncationAndFlippedBytes) {
  const std::string bytes = sample_bytes("mbox");
  for (std::size_t size = 0; size < bytes.size(); size += 2) {
    for (const Document& document : read_mail(bytes.substr(0, size)).documents) {
      EXPECT_LE(document.origin.byte + document.origin.bytes, size);
    }
  }
  std::mt19937 random(9);
  for (int round = 0; round < 400; ++round) {
    std::string damaged = bytes;
    for (int flips = 0; flips < 1 + round / 20; ++flips) {
      damaged[random() % damaged.size()] = static_cast<char>(random());
    }
    for (const Document& document : read_mail(damaged).documents) {
      for (const Verbatim& verbatim : document.verbatims) EXPECT_TRUE(valid_utf8(verbatim.text));
    }
  }
  std::string deep = mail("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n", "");
  for (int i = 0; i < 5000; ++i) deep += "--b\nContent-Type: multipart/mixed; boundary=b\n\n";
  EXPECT_LE(read_mail(deep).documents.size(), 1U);
}

struct Pin {
  const char* file;
  Counts counts;
  const char* respondent;
  const char* subject;
};

TEST(Mail, ReferenceFiles) {
  const std::vector<Pin> pins = {
      {"mbox_complex.mbox", {2, 11, 6}, "eloli@hotmail.com", "Re: Revisiting the Gnome Bindings"},
      {"mbox_iso8859_encoding.mbox",
       {1, 1, 1},
       "lucíacharlie@wellsfargo.com",
       "[ovs-dev] Remittance Advice"},
      {"mbox_no_fields.mbox",
       {6, 6, 6},
       "goran@domain.com",
       "[List-name] Protocol Buffers anyone?"},
      {"mbox_single.mbox", {1, 1, 1}, "goran@domain.com", "[List-name] Protocol Buffers anyone?"},
      {"mbox_unixfrom_encoding.mbox",
       {1, 4, 2},
       "christian@example.org",
       "[Analytics] DNT, standards, and expectations"},
      {"mbox_unknown_encoding.mbox",
       {1, 1, 1},
       "yuancong@example.com",
       "[platform-swt-dev] How to refresh a control in another thread?"},
  };
  for (const Pin& pin : pins) {
    SCOPED_TRACE(pin.file);
    const auto read = read_shared("mbox", std::string("mail_mbox/") + pin.file);
    if (!read) GTEST_SKIP() << "no reference data";
    EXPECT_EQ(Counts(*read), pin.counts) << read->shown;
    ASSERT_FALSE(read->documents.empty());
    EXPECT_EQ(read->documents[0].respondent, pin.respondent);
    EXPECT_EQ(attribute(read->documents[0], "subject"), pin.subject);
  }
}

}  // namespace
}  // namespace voxmap
