// How verbs tell a fault.
#include <ostream>

#include "tools/signagectl/verb.h"

namespace signage::ctl {

int report(Context& context, const Error& error) {
    context.err << error.line(context.language) << '\n';
    return 1;
}

}  // namespace signage::ctl
