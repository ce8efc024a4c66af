// The adapters for survey exports.
#pragma once

#include "voxmap/source.hpp"

namespace voxmap {

extern const Adapter kQualtricsCsv;  // "qualtrics_csv": its own header rows tell
extern const Adapter kSurveyMonkey, kTypeformCsv, kGoogleForms, kMsForms, kLimeSurvey, kRedcap,
    kOdkCsv, kSurveyCto, kAlchemerCsv;
extern const Adapter kLimeSurveyXml;  // "limesurvey_xml": responses as .lsr
extern const Adapter kTypeform, kFormbricks, kKobo, kAlchemer;
extern const Adapter kRecords;    // "records": JSON that nobody else knows
extern const Adapter kXlsx;       // "xlsx": spreadsheets of all of these
extern const Adapter kSpss;       // "spss": SPSS data files
extern const Adapter kSurveyCsv;  // "survey_csv": any other delimited file; ask it last

}  // namespace voxmap
